using System.Collections.Generic;

namespace GenTracker.Generators.Incrementality;

/// <summary>Treats a class as unchanged if its hash, the options and the references are. The compilation itself is a new one after each edit.</summary>
internal sealed class DependencyHashComparer : IEqualityComparer<(DependencyHash Left, CompilationSnapshot Right)>
{
    /// <summary>The only instance.</summary>
    public static readonly DependencyHashComparer Instance = new();

    private DependencyHashComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals((DependencyHash Left, CompilationSnapshot Right) one, (DependencyHash Left, CompilationSnapshot Right) other) =>
        one.Left.Equals(other.Left) && one.Right.HasSameOptionsAndReferences(other.Right);

    /// <inheritdoc/>
    public int GetHashCode((DependencyHash Left, CompilationSnapshot Right) item) => item.Left.GetHashCode();
}
