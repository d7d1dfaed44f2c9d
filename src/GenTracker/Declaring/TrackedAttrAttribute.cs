using System;

namespace GenTracker;

/// <summary>
/// Makes a partial property of a <see cref="TrackerAttribute">tracked</see> class an attribute. The generator stores it in a slot: any thread reads it without
/// a lock, it is never torn, and it never changes after the child has ended. A number without a setter is a counter.
/// </summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TrackedAttrAttribute : Attribute
{
    /// <summary>Initial value of a new child: a constant of the property's type. If it is not set, the default of the type.</summary>
    public object? Default { get; set; }

    /// <summary>
    /// Name of a static field, property or parameterless method of the class that gives the initial value, for what is no constant. It is read once for each
    /// incarnation, before the body of the constructor. It cannot be combined with <see cref="Default"/>.
    /// </summary>
    public string? DefaultFrom { get; set; }

    /// <summary>
    /// Whether a restarted child inherits the value from its last incarnation that ran. It is set after the constructor and before
    /// <see cref="ITrackedChild.StartAsync"/>.
    /// </summary>
    public bool Survives { get; set; }

    /// <summary>
    /// Whether a get-only counter is spread over several cells, so that many cores can count at once. A read adds up the cells, so it is not a snapshot while
    /// others count. The counter takes 128 bytes in each child for each processor, up to 16.
    /// </summary>
    public bool Striped { get; set; }

    /// <summary>
    /// Whether the tracker finds the running children by their value, with a generated <c>FindByX</c>. The attribute has a setter, and its type value equality.
    /// </summary>
    public bool Index { get; set; }

    /// <summary>
    /// Whether one child at most may hold a value, by which the tracker finds it, with a generated <c>FindByX</c>. The attribute has a setter and may be
    /// <see langword="null"/>, which is nobody's. A value is held until the child sets another one or has ended. A write of a value that another child holds
    /// throws <see cref="AttributeValueTakenException"/>; the generated <c>TrySetX</c> returns <see langword="false"/>.
    /// </summary>
    public bool Unique { get; set; }

    /// <summary>
    /// How the strings of an attribute with <see cref="Index"/> or <see cref="Unique"/> compare: <see cref="StringComparison.Ordinal"/> or
    /// <see cref="StringComparison.OrdinalIgnoreCase"/>.
    /// </summary>
    public StringComparison Comparison { get; set; } = StringComparison.Ordinal;

    /// <summary>How the attribute is measured. Only numbers, <see cref="TimeSpan"/> (in seconds) and <see langword="bool"/> are. Default: not at all.</summary>
    public AttributeMetric Metric { get; set; }

    /// <summary>
    /// The unit of the number, as <c>By</c>, <c>{packet}</c> or <c>s</c>, in metrics and for tools. It is a code of UCUM, the units that OpenTelemetry uses.
    /// A <see cref="TimeSpan"/> has the unit <c>s</c>.
    /// </summary>
    public string? Unit { get; set; }

    /// <summary>
    /// Whether the value is for the program's code alone: no metric, trace, log, query of a tool or recent exit has it, and the text of the generated record of
    /// the attributes leaves it out.
    /// </summary>
    public bool Secret { get; set; }
}
