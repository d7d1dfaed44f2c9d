using System;

namespace GenTracker;

/// <summary>
/// Makes a partial class the child of a tracker with string keys. For <c>LiveStream</c> the generator writes <c>LiveStreamTracker</c>,
/// <c>LiveStreamAttrs</c> and the bodies of the properties with <see cref="TrackedAttrAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrackerAttribute : Attribute
{
    /// <summary>Name of the tracker in logs, exceptions and named options. Default: the name of the class.</summary>
    public string? Name { get; set; }

    /// <summary>How keys compare: <see cref="StringComparison.Ordinal"/> (the default) or <see cref="StringComparison.OrdinalIgnoreCase"/>.</summary>
    public StringComparison KeyComparison { get; set; } = StringComparison.Ordinal;
}
