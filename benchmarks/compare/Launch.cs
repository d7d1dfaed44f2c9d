using System.Collections.Generic;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare;

/// <summary>What one process measured of its suite, and how long it took.</summary>
internal sealed record Launch(double Seconds, IReadOnlyList<Measurement> Measurements);
