using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders;

/// <summary>Ends the run of a child, by its token or by a signal. All contenders use it.</summary>
public sealed class EndSignal() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Waits for the end without an exception.</summary>
    public async Task WaitAsync(CancellationToken stoppingToken)
    {
        using (stoppingToken.UnsafeRegister(static state => ((EndSignal)state!).TrySetResult(), this))
            await Task.ConfigureAwait(false);
    }
}
