using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>Several threads count on a child, without a pause, until it refuses them: what they were told is what it holds in the end.</summary>
internal sealed class CountScene(JobArena jobs, ShapeArena shapes, int number, Dice dice) : Scene(jobs, shapes, number, dice)
{
    private const int Counters = 3;

    public override async Task PlayAsync()
    {
        if (await Jobs.OpenAsync(JobKey, Jobs.QuietPlot(JobKey), options: null, CancellationToken.None).ConfigureAwait(false) is not { } child)
            return;
        Task[] counting = [.. Enumerable.Range(0, Counters).Select(_ => Task.Run(() => Uses.Count(child, int.MaxValue, Dice)))];
        await Jobs.Tracker.WaitForAsync(JobKey, static child => child.Count > 200).Within(Findings, "a wait that counts wake", JobBook).ConfigureAwait(false);
        await StopJobAsync().ConfigureAwait(false);
        await Task.WhenAll(counting).Within(Findings, "the counting on a child that has ended", JobBook).ConfigureAwait(false);
        await Patience.Becomes(JobBook.IsQuiet, Findings, "the end of a child that was counted on", JobBook).ConfigureAwait(false);
        Findings.Hit(Situation.CountsWereExactUnderStop);
    }
}
