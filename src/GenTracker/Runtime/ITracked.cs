using System.Collections.Generic;
using System.ComponentModel;

namespace GenTracker.Runtime;

/// <summary>What a tracker needs of a child; written by the generator into the tracked class.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITracked<TKey>
    where TKey : notnull
{
    /// <summary>The attributes with a metric.</summary>
    static virtual IReadOnlyList<MeasuredValue> Metrics => [];

    /// <summary>What ties the object to its tracker: a part of the object.</summary>
    ref ChildLink<TKey> Link { get; }

    /// <summary>Seals all attributes: from the return on none changes any more.</summary>
    void Seal();

    /// <summary>Takes over the attributes that survive a restart.</summary>
    /// <param name="previous">The last incarnation of this key that ran: of the same class, and sealed.</param>
    void Inherit(ITracked<TKey> previous);

    /// <summary>Reads the attributes that survive, each whole. Implemented by classes that have some.</summary>
    /// <returns>Their values, without those of secret attributes.</returns>
    ChildSnapshot ReadSnapshot() => ChildSnapshot.Empty;

    /// <summary>Sets the attributes that survive. Implemented by classes that have some.</summary>
    /// <param name="snapshot">The values.</param>
    void Restore(ChildSnapshot snapshot)
    {
    }
}
