using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>Waits for what tells nobody when it has come: a lease that is over, and figures that Orleans collects now and then.</summary>
internal static class Condition
{
    public static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
