using System;

namespace GenTracker;

/// <summary>
/// How an attribute is measured by the meter <c>GenTracker</c>. The instruments are named after tracker and attribute, as <c>live_stream.bytes_in</c>.
/// </summary>
[Flags]
public enum AttributeMetric
{
    /// <summary>Not measured.</summary>
    None = 0,

    /// <summary>
    /// A counter: the sum of all that children of the tracker have ever counted, running and ended. It is exact and never goes backwards. For get-only 64-bit
    /// counters and <see cref="TimeSpan"/>: the attribute then has no <c>DecrementX</c> and no lease, and a negative delta throws.
    /// </summary>
    Total = 1,

    /// <summary>An up-down counter: the sum over the running children. Of a <see langword="bool"/>, how many have it set.</summary>
    Sum = 2,

    /// <summary>A histogram, <c>….final</c>: the value that a child has at its end.</summary>
    Final = 4,

    /// <summary>
    /// A gauge, <c>….by_child</c>: the value of each running child, with its key. At most <see cref="TrackerOptions.MaxMetricSeries"/> children have a series
    /// of their own; the others are summed under the key <c>(other)</c>.
    /// </summary>
    PerChild = 8,
}
