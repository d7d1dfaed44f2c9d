using System.Collections.Generic;

namespace GenTracker.Generators.Surfaces;

/// <summary>Takes a class for unchanged where its stamp is, and what is no source; the compilation itself is another one at every key press.</summary>
internal sealed class StampComparer : IEqualityComparer<(Stamp Left, Glimpse Right)>
{
    /// <summary>The only one.</summary>
    public static readonly StampComparer Instance = new();

    private StampComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals((Stamp Left, Glimpse Right) one, (Stamp Left, Glimpse Right) other) => one.Left.Equals(other.Left) && one.Right.HasSameSurroundings(other.Right);

    /// <inheritdoc/>
    public int GetHashCode((Stamp Left, Glimpse Right) item) => item.Left.GetHashCode();
}
