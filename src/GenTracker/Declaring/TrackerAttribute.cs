using System;

namespace GenTracker;

/// <summary>
/// Makes a partial class the child of a tracker with string keys: for <c>LiveStream</c> the generator writes
/// <c>LiveStreamTracker</c>, <c>LiveStreamAttrs</c> and the bodies of the properties that carry <see cref="TrackedAttrAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrackerAttribute : Attribute
{
    /// <summary>The tracker's name in logs, errors and named options. The class's name where it is not set.</summary>
    public string? Name { get; set; }

    /// <summary>How keys compare: <see cref="StringComparison.Ordinal"/> (the default) or <see cref="StringComparison.OrdinalIgnoreCase"/>.</summary>
    public StringComparison KeyComparison { get; set; } = StringComparison.Ordinal;
}
