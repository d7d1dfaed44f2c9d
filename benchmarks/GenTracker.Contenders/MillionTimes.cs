using System;

namespace GenTracker.Contenders;

/// <summary>How long each part took for all children together.</summary>
public sealed record MillionTimes(TimeSpan Opened, TimeSpan Summed, TimeSpan Listed, TimeSpan Stopped);
