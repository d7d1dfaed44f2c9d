using System;

namespace GenTracker.Contenders;

/// <summary>How long each part took for all children together, and the longest open of them all, the collector's pauses left out.</summary>
public sealed record MillionTimes(TimeSpan Opened, TimeSpan LongestOpen, TimeSpan Counted, TimeSpan Summed, TimeSpan Listed, TimeSpan Stopped);
