using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// How long the soak waits for what must come. It is no budget: what comes at all, comes long before, on however busy a machine.
/// </summary>
internal static class Patience
{
    /// <summary>After how long it is said that something never came.</summary>
    public static TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>The task, or its failure to end at all as a broken promise.</summary>
    public static async Task<T> Within<T>(this Task<T> task, Findings findings, string what, KeyBook? book = null)
    {
        try
        {
            return await task.WaitAsync(Limit).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            findings.Violation("this never ended: " + what, book);
            throw;
        }
    }

    /// <summary>The task, or its failure to end at all as a broken promise.</summary>
    public static async Task Within(this Task task, Findings findings, string what, KeyBook? book = null)
    {
        try
        {
            await task.WaitAsync(Limit).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            findings.Violation("this never ended: " + what, book);
            throw;
        }
    }

    /// <summary>Waits until a condition holds. False, and a broken promise, where it never does.</summary>
    public static async Task<bool> Becomes(Func<bool> condition, Findings findings, string what, KeyBook? book = null)
    {
        long began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Limit)
            {
                findings.Violation("this never came: " + what, book);
                return false;
            }

            await Task.Delay(1).ConfigureAwait(false);
        }

        return true;
    }
}
