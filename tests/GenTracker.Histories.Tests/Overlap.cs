using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>
/// Which calls were alone. A key that starts or ends is taken, and no call has a moment for that. But it starts and ends only during calls: so a call that
/// overlaps no such call of another caller meets a key that is free or has a running child.
/// </summary>
internal static class Overlap
{
    /// <summary>Replaces each operation that overlaps no call of another caller that may start or end a child.</summary>
    public static IReadOnlyList<Operation<TCall, TAnswer>> MarkAlone<TCall, TAnswer>(
        this IReadOnlyList<Operation<TCall, TAnswer>> operations,
        Func<TCall, bool> mayStartOrEnd,
        Func<Operation<TCall, TAnswer>, Operation<TCall, TAnswer>> mark) =>
    [
        .. operations.Select(operation =>
            operations.Any(other => mayStartOrEnd(other.Call) && AreOverlapping(operation, other)) ? operation : mark(operation)),
    ];

    // The moments of one call have the same interval.
    private static bool AreOverlapping<TCall, TAnswer>(Operation<TCall, TAnswer> one, Operation<TCall, TAnswer> other) =>
        one.Called != other.Called && one.Called < other.Returned && other.Called < one.Returned;
}
