using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Scenarios;

/// <summary>
/// Runs the scenarios, all at once and again and again, on two trackers that live as long as the soak. Their timeouts are long and nothing is
/// faulty, so that no busy machine changes how a scenario ends.
/// </summary>
internal sealed class ScenarioRunner : IDisposable
{
    public const int MaxRestarts = 3;

    private readonly SoakReport _report;
    private readonly TestEnvironment _environment;
    private readonly TrackerUnderTest _tracker;
    private readonly TrackerUnderTest _other;
    private readonly Func<CancellationToken, Task>[] _scenarios;
    private readonly Task _reading;

    public ScenarioRunner(SoakReport report, RandomSource random)
    {
        _report = report;
        _environment = new TestEnvironment(report, random.Fork(), isFaulty: false);
        _tracker = _environment.NewTracker(ChildOrigin.Constructor, NewOptions());
        _other = _environment.NewTracker(ChildOrigin.Factory, NewOptions());
        bool isFailing = false;
        bool isOtherFailing = true;
        _scenarios =
        [
            Repeat("openers", scenarios => scenarios.ManyOpenersAsync(isFailing = !isFailing)),
            Repeat("more-openers", scenarios => scenarios.ManyOpenersAsync(isOtherFailing = !isOtherFailing)),
            Repeat("cycle", scenarios => scenarios.WaitCycleAsync(_other)),
            Repeat("itself", static scenarios => scenarios.WaitForItselfAsync()),
            Repeat("overtaken", static scenarios => scenarios.StopOvertakesStartAsync()),
            Repeat("retires", static scenarios => scenarios.RetireWhenIdleAsync()),
            Repeat("restarts", static scenarios => scenarios.RestartByPolicyAsync()),
            Repeat("counted", static scenarios => scenarios.CountUnderStopAsync()),
        ];
        IEnumerable<Task> Read(TrackerUnderTest tracker) => new EventReaders(tracker, random.Fork()).Start(Task.CompletedTask, CancellationToken.None);
        _reading = Task.WhenAll(Read(_tracker).Concat(Read(_other)));

        Func<CancellationToken, Task> Repeat(string key, Func<KeyScenarios, Task> scenario)
        {
            var scenarios = new KeyScenarios(_tracker, key, random.Fork());
            return ending => RepeatAsync(key, () => scenario(scenarios), ending);
        }
    }

    /// <summary>Runs each scenario at least once, and until it is told to end.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        await Task.WhenAll(_scenarios.Select(scenario => Task.Run(() => scenario(ending), CancellationToken.None)));
        await _tracker.CheckEndAsync();
        await _other.CheckEndAsync();
    }

    /// <summary>Closes the trackers, which ends the streams of their readers.</summary>
    public async Task CloseAsync()
    {
        await _tracker.CloseAsync();
        await _other.CloseAsync();
        await _reading.Within(_report, "the readers of the scenarios");
        if (_environment.Time.Timers != 0)
            _report.Violation($"the trackers of the scenarios are closed, and {_environment.Time.Timers} timers are left");
    }

    public void Dispose() => _environment.Dispose();

    private static TrackerOptions NewOptions() => new()
    {
        StartTimeout = TimeSpan.FromMinutes(10),
        StopTimeout = TimeSpan.FromMinutes(10),
        AfterTerminateTimeout = TimeSpan.FromMinutes(10),
        Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(1), Max = TimeSpan.FromMilliseconds(1) },
        MaxRestarts = MaxRestarts,
        RestartWindow = TimeSpan.FromHours(1),
    };

    private async Task RepeatAsync(string name, Func<Task> scenario, CancellationToken ending)
    {
        do
        {
            try
            {
                await scenario();
            }
            catch (Exception exception)
            {
                _report.Violation($"the scenario '{name}' was broken off: {exception}");
                return;
            }

            // The chaos beside it shall have most of the machine.
            await Task.Delay(20, CancellationToken.None);
        }
        while (!ending.IsCancellationRequested);
    }
}
