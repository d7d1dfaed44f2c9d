using System.Collections.Generic;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare;

/// <summary>The measurements of a suite in one process, and the duration.</summary>
internal sealed record Launch(double Seconds, IReadOnlyList<Measurement> Measurements);
