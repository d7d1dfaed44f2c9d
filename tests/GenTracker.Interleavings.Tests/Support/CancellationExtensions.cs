using System.Threading;
using System.Threading.Tasks;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>Cancels as work of the pool.</summary>
internal static class CancellationExtensions
{
    /// <summary>Cancels when the schedule runs the work.</summary>
    public static Task CancelAsync(this CancellationTokenSource source, Schedule schedule)
    {
        schedule.Post(new Cancelling(source));
        return Task.CompletedTask;
    }

    private sealed class Cancelling(CancellationTokenSource source) : IThreadPoolWorkItem
    {
        public void Execute() => source.Cancel();
    }
}
