using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>Code that awaits a tracker, a child's or a test's own, in the hands of the test's dispatcher.</summary>
internal static class AsyncSteps
{
    /// <summary>Runs the code up to its first wait; what follows goes on when the world steps.</summary>
    public static Task Async(this World world, Func<Task> code) => Under(world, code);

    /// <inheritdoc cref="Async(World, Func{Task})"/>
    public static Task<T> Async<T>(this World world, Func<Task<T>> code) => Under(world, code);

    private static TTask Under<TTask>(World world, Func<TTask> code)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SteppedContext(world.Dispatcher));
        try
        {
            return code();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
