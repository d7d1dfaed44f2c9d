using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Histories.Tests;

/// <summary>Real threads that begin together.</summary>
internal static class Race
{
    /// <summary>Runs all, each on a thread of its own; the first failure is thrown.</summary>
    public static async Task Run(params Action[] runners)
    {
        using var start = new Barrier(runners.Length);
        await Task.WhenAll(runners.Select(runner => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                runner();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }
}
