using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Scenarios;
using GenTracker.Soak.Support;

namespace GenTracker.Soak;

/// <summary>One soak: rounds of chaos, each with trackers of its own, beside scenarios on trackers that live as long as the soak.</summary>
/// <param name="time">How long it lasts; at least three rounds.</param>
/// <param name="seed">The seed of its random numbers. The machine decides too: a seed gives the same chances, and not the same history.</param>
/// <param name="waitsForAll">Whether it goes on, within limits, until everything has occurred.</param>
internal sealed class SoakRun(TimeSpan time, ulong seed, bool waitsForAll = false)
{
    private const int MaxExtraRounds = 12;
    private const int MinThreads = 64;

    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(4);

    private readonly SoakReport _report = new(seed);

    public async Task<SoakReport> RunAsync()
    {
        // Blocked children take threads; the others shall not wait until the pool adds more.
        ThreadPool.GetMinThreads(out _, out int ports);
        ThreadPool.SetMinThreads(MinThreads, ports);
        EventHandler<UnobservedTaskExceptionEventArgs> onUnobserved = (_, args) => _report.Violation($"nobody observed a failure: {args.Exception}");
        TaskScheduler.UnobservedTaskException += onUnobserved;
        try
        {
            var random = new RandomSource(seed);
            using var ending = new CancellationTokenSource();
            using var scenarios = new ScenarioRunner(_report, random.Fork());
            Task running = scenarios.RunAsync(ending.Token);
            await RunRoundsAsync(random);
            await ending.CancelAsync();
            await running.Within(_report, "the scenarios");
            await scenarios.CloseAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        catch (Exception exception) when (_report.Broken > 0)
        {
            // A broken promise may keep the soak itself from ending. The report tells it all the same.
            _report.Violation($"the soak was broken off: {exception.Message}");
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= onUnobserved;
        }

        return _report;
    }

    private async Task RunRoundsAsync(RandomSource random)
    {
        TimeSpan roundTime = time / 6 < LongestRound ? time / 6 : LongestRound;
        long began = Stopwatch.GetTimestamp();
        Footprint? first = null;
        int extra = 0;
        for (int round = 0; ; round++)
        {
            using (var chaos = new ChaosRound(_report, random.Fork(), (RoundEnd)(round % 3)))
                await chaos.RunAsync(roundTime);

            // One round of each ending has warmed everything up. From then on nothing grows.
            var now = Footprint.Take();
            if (round == 2)
                first = now;
            _report.Add(now);
            if (first is { } before && now.FindGrowth(before) is { } growth)
            {
                // A pool that a busy machine has made larger gets smaller again; a leak does not.
                await Eventually.BecomesAsync(
                    () => Footprint.Take().FindGrowth(before) is null, _report, () => $"the end of what has grown: after round {round} {growth}");
            }

            if (_report.Broken > 0)
                return;
            if (Stopwatch.GetElapsedTime(began) < time - (roundTime / 2) || round < 3)
                continue;
            if (!waitsForAll || _report.Missing is [] || ++extra > MaxExtraRounds)
                return;
        }
    }
}
