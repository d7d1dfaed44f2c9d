using System;

namespace GenTracker.Generators.Model;

/// <summary>How a property is measured: the values of <c>AttributeMetric</c>.</summary>
[Flags]
internal enum MetricKinds
{
    /// <summary>Not measured.</summary>
    None = 0,

    /// <summary>The sum of what was ever counted.</summary>
    Total = 1,

    /// <summary>The sum over the running children.</summary>
    Sum = 2,

    /// <summary>The distribution of the final values.</summary>
    Final = 4,

    /// <summary>The value of each child.</summary>
    PerChild = 8,

    /// <summary>All of them.</summary>
    All = Total | Sum | Final | PerChild,
}
