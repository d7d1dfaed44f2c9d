using System.Threading;
using System.Threading.Tasks;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>Cancelling, as work of the pool: its callbacks run there.</summary>
internal static class CancellationExtensions
{
    /// <summary>Cancels, after whatever the schedule lets come first.</summary>
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
