using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using Xunit;

namespace GenTracker.Tests;

public class PoolDispatcherTests
{
    [Fact]
    public async Task What_is_posted_behind_lets_a_turn_pass_however_idle_the_pool_is()
    {
        // At the least: a machine that is slow takes longer, and none takes less. What is merely posted begins after some microseconds, but for
        // the first time, when its code is compiled.
        var half = TimeSpan.FromMilliseconds(12);
        await PostedBehindAsync();

        TimeSpan took = await PostedBehindAsync();

        Assert.InRange(took, half, TimeSpan.MaxValue);
    }

    private static Task<TimeSpan> PostedBehindAsync()
    {
        var work = new Work();
        PoolDispatcher.Instance.PostDelayed(work);
        return work.Begun;
    }

    /// <summary>Tells how long after its posting it began.</summary>
    private sealed class Work : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<TimeSpan> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long _posted = Stopwatch.GetTimestamp();

        public Task<TimeSpan> Begun => _begun.Task;

        public void Execute() => _begun.SetResult(Stopwatch.GetElapsedTime(_posted));
    }
}
