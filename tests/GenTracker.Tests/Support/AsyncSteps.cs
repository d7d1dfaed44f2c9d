using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;

namespace GenTracker.Tests.Support;

/// <summary>Code that awaits a tracker, a child's or a test's own, in the hands of the test's dispatcher.</summary>
internal static class AsyncSteps
{
    /// <summary>Runs the code up to its first wait; what follows goes on when the world steps.</summary>
    public static Task Async(this World world, Func<Task> code) => world.Async(async () =>
    {
        await code();
        return true;
    });

    /// <inheritdoc cref="Async(World, Func{Task})"/>
    public static Task<T> Async<T>(this World world, Func<Task<T>> code)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SteppedContext(world.Dispatcher));
        Task<T> running;
        try
        {
            running = code();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        if (running.IsCompleted)
            return running;

        // Whoever awaits this goes on inline only where no context is set: so the end is a step of its own.
        var end = new TaskCompletionSource<T>();
        running.ContinueWith(
            ended => world.Dispatcher.Post(new ActionWorkItem(() => end.SetFromTask(ended))),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return end.Task;
    }

    /// <summary>What the code throws, sooner or later; null where it ends well. Unlike the test library's, it awaits in the caller's context.</summary>
    public static async Task<Exception?> Caught(Func<Task> code)
    {
        try
        {
            await code();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
