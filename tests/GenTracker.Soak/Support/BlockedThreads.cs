using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Soak.Support;

/// <summary>
/// Where faulty code hangs until the soak releases it: in an await, or on its thread. The number that may hang at once is bounded, so that the
/// machine is never full of them.
/// </summary>
internal sealed class BlockedThreads(int maxAwaiting, int maxBlocked)
{
    private TaskCompletionSource _release = NewRelease();
    private int _awaiting;
    private int _blocked;

    public bool HasRoom => Volatile.Read(ref _awaiting) < maxAwaiting && Volatile.Read(ref _blocked) < maxBlocked;

    /// <summary>Releases all code that hangs now.</summary>
    public void Release() => Interlocked.Exchange(ref _release, NewRelease()).SetResult();

    public async Task HangAsync()
    {
        Interlocked.Increment(ref _awaiting);
        try
        {
            await Volatile.Read(ref _release).Task;
        }
        finally
        {
            Interlocked.Decrement(ref _awaiting);
        }
    }

    /// <summary>Blocks the calling thread until it is released or the token fires.</summary>
    public void Block(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _blocked);
        try
        {
            Volatile.Read(ref _release).Task.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _blocked);
        }
    }

    private static TaskCompletionSource NewRelease() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
