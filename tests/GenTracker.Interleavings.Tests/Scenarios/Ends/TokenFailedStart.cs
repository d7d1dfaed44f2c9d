using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Ends;

/// <summary>
/// A start registers a callback on its token, begins a helper, and fails, or is stopped or reopened meanwhile. The token fires all the same, and openers are
/// told when the callback has returned.
/// </summary>
internal sealed class TokenFailedStart : TrackerScenario
{
    private int _fired;
    private int _helped;
    private int _begun;
    private bool _hasReturned = true;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        int how = Schedule.Choose(3);
        var failing = new ChildScript
        {
            OnConstruct = ExpectReturned,
            OnStart = async (child, token) =>
            {
                _begun++;
                token.UnsafeRegister(_ => OnFired(child), null);
                Schedule.Start("helps " + child, () => HelpAsync(token), mayWaitForever: true);
                await YieldAsync().ConfigureAwait(false);
                throw new InvalidOperationException("no source");
            },
            OnDispose = () =>
            {
                ExpectReturned();
                return default;
            },
        };
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k", failing);
                Harness.Expect(
                    child is { Opener: "reopener" } || refusal is ChildStartException || (how == 2 && refusal is ChildSupersededException),
                    $"An opener got {refusal?.GetType().Name}: {refusal?.Message}");
            });
        }

        if (how == 1)
            Start("stops", () => Harness.StopAsync("k"));
        else if (how == 2)
            Start("reopens", async () => await Harness.ReopenAsync("k", "reopener", new ChildScript { OnConstruct = ExpectReturned }));
    }

    protected override void CheckScenario() =>
        Harness.Expect(_fired == _begun && _helped == _begun, $"{_begun} starts failed, {_fired} of their tokens called back, and {_helped} helpers ended.");

    private async Task HelpAsync(CancellationToken token)
    {
        await ChildScript.RunUntilStoppedAsync(token);
        _helped++;
    }

    private void OnFired(ProbeChild child)
    {
        _fired++;
        _hasReturned = false;
        child.TryIncrement();
        Harness.Find("k");
        _hasReturned = true;
    }

    private void ExpectReturned() => Harness.Expect(_hasReturned, "A key was opened again, or a child disposed, before a callback on its token had returned.");
}
