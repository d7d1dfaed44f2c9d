using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace GenTracker.Tests.Shared;

/// <summary>Waits for what tells nobody when it has come: a lease that is over, and what another process shows sooner or later.</summary>
internal static class Condition
{
    /// <summary>What is not seen by then is never seen: a machine with other work needs a while, and nothing else depends on this time.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    // Also a slow look is followed by a pause, which leaves the processor to those who bring the condition about.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What a failure calls it.</param>
    public static Task WaitForAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        WaitForAsync(condition, static isMet => isMet, what: what);

    /// <summary>Looks until what is seen satisfies a condition, and returns it. Fails with the last look.</summary>
    /// <param name="look">Gives what there is to see.</param>
    /// <param name="holds">The condition.</param>
    /// <param name="log">What a failure adds.</param>
    /// <param name="what">What a failure calls the condition.</param>
    public static async Task<T> WaitForAsync<T>(
        Func<Task<T>> look, Func<T, bool> holds, Func<string>? log = null, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            T seen = await look();
            if (holds(seen))
                return seen;
            if (Stopwatch.GetElapsedTime(start) > Timeout)
                throw new TimeoutException($"Not seen within {Timeout}: {what}. Last seen: {seen}\n{log?.Invoke()}");
            await Task.Delay(Pause);
        }
    }
}
