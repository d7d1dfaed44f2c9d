using System;
using System.Diagnostics;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;

namespace GenTracker.Soak.Support;

/// <summary>Waits for what must come, however busy the machine is.</summary>
internal static class Eventually
{
    /// <summary>After how long something counts as never coming.</summary>
    public static TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Awaits the task. If it never completes, that is a broken promise.</summary>
    public static async Task Within(this Task task, SoakReport report, string what, KeyHistory? history = null)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            report.Violation("this never ended: " + what, history);
            throw;
        }
    }

    /// <inheritdoc cref="Within(Task, SoakReport, string, KeyHistory?)"/>
    public static async Task<T> Within<T>(this Task<T> task, SoakReport report, string what, KeyHistory? history = null)
    {
        await ((Task)task).Within(report, what, history);
        return await task;
    }

    /// <summary>Waits until a condition holds. If it never does, that is a broken promise.</summary>
    public static async Task BecomesAsync(Func<bool> condition, SoakReport report, Func<string> what, KeyHistory? history = null)
    {
        long began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            // After a broken promise much may never come.
            if (Stopwatch.GetElapsedTime(began) > (report.Broken == 0 ? Limit : Limit / 5))
            {
                report.Violation("this never came: " + what(), history);
                return;
            }

            await Task.Delay(1);
        }
    }
}
