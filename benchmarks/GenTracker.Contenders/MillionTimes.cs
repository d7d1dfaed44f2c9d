using System;

namespace GenTracker.Contenders;

/// <summary>The time of each phase for all children together, and the longest single open without garbage collection pauses.</summary>
public sealed record MillionTimes(TimeSpan Opened, TimeSpan LongestOpen, TimeSpan Counted, TimeSpan Summed, TimeSpan Listed, TimeSpan Stopped);
