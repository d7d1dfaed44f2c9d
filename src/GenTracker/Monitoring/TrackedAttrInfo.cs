using System;

namespace GenTracker;

/// <summary>An attribute of a tracked class, for tools.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit. <see langword="null"/> if none is known.</param>
/// <param name="Metric">How it is measured.</param>
/// <param name="Options">What else is known of it.</param>
public sealed record TrackedAttrInfo(string Name, Type Type, string? Unit, AttributeMetric Metric, TrackedAttrOptions Options);
