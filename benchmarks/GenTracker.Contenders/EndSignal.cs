using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders;

/// <summary>What a child waits for while it runs: its token, or that it is told to end by itself. The same for every contender.</summary>
public sealed class EndSignal() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Waits, and ends without an exception.</summary>
    public async Task WaitAsync(CancellationToken stoppingToken)
    {
        using (stoppingToken.UnsafeRegister(static state => ((EndSignal)state!).TrySetResult(), this))
            await Task.ConfigureAwait(false);
    }
}
