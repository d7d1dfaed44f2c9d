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

    /// <summary>Whether a get-only counter is spread over several cells, so that many cores count at once; reading it adds the cells up.</summary>
    public bool Striped { get; set; }
}
