using System;

namespace GenTracker;

/// <summary>
/// Makes a partial property of a <see cref="TrackerAttribute">tracked</see> class an attribute: it is stored in a generated slot, read
/// without a lock by anybody, never torn, and fixed for ever once the child has ended. A number that has no setter is a counter.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TrackedAttrAttribute : Attribute
{
    /// <summary>The value that a new child starts with: a constant of the property's type. The type's default where it is not set.</summary>
    public object? Default { get; set; }

    /// <summary>
    /// Whether a restarted child takes over the value of its last incarnation that ran: set after the constructor and before
    /// <see cref="ITrackedChild.StartAsync"/>.
    /// </summary>
    public bool Survives { get; set; }

    /// <summary>
    /// Whether a get-only counter is spread over several cells, so that many cores count at once. Reading it adds the cells up, which is no one moment's
    /// value while others count; each child has 128 bytes of it for each processor, of 16 at most.
    /// </summary>
    public bool Striped { get; set; }
}
