using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// A delay that ends early when a token fires or a task completes, and never throws. Unlike that of <see cref="Task.Delay(TimeSpan, CancellationToken)"/>, its
/// continuation runs where the token fires, so that a test decides the order of all steps.
/// </summary>
internal static class Pause
{
    public static async Task WaitAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken, Task? signal = null)
    {
        var over = new TaskCompletionSource();
        using ITimer timer = time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), over, delay, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((TaskCompletionSource)state!).TrySetResult(), over);
        await (signal is null ? over.Task : Task.WhenAny(over.Task, signal)).ConfigureAwait(false);
    }
}
