using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>Real threads, for the tests whose subject they are.</summary>
internal static class Threads
{
    /// <summary>How long a test waits for what must come, before it says that it did not.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Runs the code on a thread of its own; a task that ends, or fails, as the code does.</summary>
    public static Task Run(Action code)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                code();
                end.SetResult();
            }
            catch (Exception exception)
            {
                end.SetException(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.UnsafeStart();
        return end.Task;
    }

    /// <summary>Waits for all. The first failure is told at once: the others may wait for the thread that failed.</summary>
    public static async Task Ended(params Task[] tasks)
    {
        await foreach (Task task in Task.WhenEach(tasks).WithCancellation(new CancellationTokenSource(Timeout).Token))
            await task;
    }
}
