using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Ends;

/// <summary>
/// A child counts in a callback on its token, and a helper counts after the token has fired, while the child ends: in one of five ways, or by a stop. When the
/// callback is called, the child is not found any more; its counts are done; the key is not free before it has returned.
/// </summary>
internal sealed class TokenCallbackEnd(bool isStopped) : TrackerScenario
{
    private const int Counts = 3;

    private int _counted;
    private int _fired;
    private int _begun;
    private int _helped;
    private bool _hasReturned = true;

    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        int how = isStopped ? 2 : Schedule.Choose(5);
        var script = new ChildScript
        {
            OnConstruct = () => Harness.Expect(_hasReturned, "A key was opened again before a callback on the token had returned."),
            OnStart = (child, token) =>
            {
                token.UnsafeRegister(_ => Count(child), null);
                _begun++;
                Schedule.Start("helps " + child, () => HelpAsync(child, token), mayWaitForever: true);
                return Schedule.Choose(2) == 1 ? YieldAsync() : Task.CompletedTask;
            },
            OnRun = (_, token) => how switch
            {
                0 => YieldAsync(),
                1 => FailAsync(),
                _ => ChildScript.RunUntilStoppedAsync(token),
            },
            OnAfterTerminate = _ => ExpectReturnedAsync("the termination callback"),
            OnDispose = () => new ValueTask(ExpectReturnedAsync("the disposal")),
        };
        Start("opens", async () =>
        {
            (ProbeChild? child, _) = await Harness.TryOpenAsync("k", script);
            child?.TryIncrement();
        });
        Start("ends", async () =>
        {
            if (how == 2)
                await Harness.StopAsync("k");
            else if (how == 3)
                await Harness.ReopenAsync("k", "reopener", script);
            else if (how == 4)
                await Harness.CloseAsync();
            Harness.Expect(how is not (2 or 4) || _hasReturned, "A stop ended before a callback on the token had returned.");
        });
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_counted == _fired * Counts, $"{_counted} counts were done in {_fired} callbacks on tokens.");
        Harness.Expect(_fired == _begun && _helped == _begun, $"{_begun} starts began, {_fired} of their tokens called back, and {_helped} helpers ended.");
    }

    private async Task HelpAsync(ProbeChild child, CancellationToken token)
    {
        await ChildScript.RunUntilStoppedAsync(token);
        child.TryIncrement();
        _helped++;
    }

    private async Task FailAsync()
    {
        await YieldAsync().ConfigureAwait(false);
        throw new System.InvalidOperationException("lost the source");
    }

    private Task ExpectReturnedAsync(string step)
    {
        Harness.Expect(_hasReturned, $"A callback on the token had not returned before {step} of its child.");
        return YieldAsync();
    }

    private void Count(ProbeChild child)
    {
        _fired++;
        _hasReturned = false;
        Harness.Expect(Harness.Find("k") != child, $"{child} was found when its token had fired.");
        for (int i = 0; i < Counts; i++)
            _counted += child.TryIncrement() ? 1 : 0;
        _hasReturned = true;
    }
}
