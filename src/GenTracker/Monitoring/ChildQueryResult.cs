using System.Collections.Generic;

namespace GenTracker;

/// <summary>The children that a query lists.</summary>
/// <param name="Total">How many children the filter takes.</param>
/// <param name="Children">Those that are listed. A child that has ended meanwhile is left out.</param>
public sealed record ChildQueryResult(int Total, IReadOnlyList<MonitoredChild> Children);
