using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Scenes;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak;

/// <summary>
/// One soak: rounds of chaos, each with trackers of its own, beside scenes with a strict ending on trackers that live all the while. It
/// lasts as long as it was told, and longer, if so wanted, where a situation has not occurred yet.
/// </summary>
/// <param name="time">How long it lasts; at least three rounds.</param>
/// <param name="seed">What its dice begin with. The machine decides too: a seed gives the same chances, and not the same history.</param>
/// <param name="insists">Whether further rounds are played while a situation has not occurred.</param>
internal sealed class SoakRun(TimeSpan time, ulong seed, bool insists = false)
{
    private const int MaxExtraRounds = 12;
    private const int MinThreads = 64;

    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(4);

    private readonly Findings _findings = new(seed);

    public async Task<Findings> RunAsync()
    {
        // Blocked children take threads; the others shall not wait until the pool believes it.
        ThreadPool.GetMinThreads(out _, out int ports);
        ThreadPool.SetMinThreads(MinThreads, ports);
        EventHandler<UnobservedTaskExceptionEventArgs> onUnobserved = (_, args) => _findings.Violation($"a failure was told to nobody: {args.Exception}");
        TaskScheduler.UnobservedTaskException += onUnobserved;
        try
        {
            var dice = new Dice(seed);
            using var ending = new CancellationTokenSource();
            using var theatre = new Theatre(_findings, dice.Fork());
            Task playing = theatre.PlayAsync(ending.Token);
            await PlayRoundsAsync(dice).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await playing.Within(_findings, "the scenes").ConfigureAwait(false);
            await theatre.CloseAsync().ConfigureAwait(false);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        catch (Exception exception) when (_findings.Broken > 0)
        {
            // Where a promise was broken the soak itself may come to no end. What was found is told all the same.
            _findings.Violation($"the soak was broken off: {exception.Message}");
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= onUnobserved;
        }

        return _findings;
    }

    private async Task PlayRoundsAsync(Dice dice)
    {
        TimeSpan roundTime = time / 6 < LongestRound ? time / 6 : LongestRound;
        long began = Stopwatch.GetTimestamp();
        Footprint? first = null;
        int extra = 0;
        for (int round = 0; ; round++)
        {
            using (var chaos = new Round(_findings, dice.Fork(), (RoundEnd)(round % 3)))
                await chaos.RunAsync(roundTime).ConfigureAwait(false);

            // One round of each ending has warmed everything up. From then on nothing grows.
            var now = Footprint.Take();
            if (round == 2)
                first = now;
            _findings.Report(now);
            if (first is { } before && now.FindGrowth(before) is { } growth)
            {
                // A pool that a busy machine has made larger grows smaller again; what has leaked does not.
                await Patience.Becomes(() => Footprint.Take().FindGrowth(before) is null, _findings, $"the end of what has grown: after round {round} {growth}").ConfigureAwait(false);
            }

            if (_findings.Broken > 0)
                return;
            if (Stopwatch.GetElapsedTime(began) < time - (roundTime / 2) || round < 3)
                continue;
            if (!insists || _findings.Missing is [] || ++extra > MaxExtraRounds)
                return;
        }
    }
}
