using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Soak.Tools;

/// <summary>
/// Where code hangs until the soak lets it go: on an await, or on its thread. How many may hang at once is bounded, so that the machine is
/// never full of them.
/// </summary>
internal sealed class Captivity(int maxHanging, int maxBlocked)
{
    private TaskCompletionSource _gate = NewGate();
    private int _hanging;
    private int _blocked;

    /// <summary>How many hang now.</summary>
    public int Count => Volatile.Read(ref _hanging) + Volatile.Read(ref _blocked);

    /// <summary>Whether there is room for one more that hangs.</summary>
    public bool HasRoom => Volatile.Read(ref _hanging) < maxHanging && Volatile.Read(ref _blocked) < maxBlocked;

    /// <summary>Lets all go that hang now.</summary>
    public void Release() => Interlocked.Exchange(ref _gate, NewGate()).SetResult();

    public async Task HangAsync()
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            await Volatile.Read(ref _gate).Task.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    }

    /// <summary>Blocks the calling thread; it goes on earlier where the token fires.</summary>
    public void Block(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _blocked);
        try
        {
            Volatile.Read(ref _gate).Task.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _blocked);
        }
    }

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
