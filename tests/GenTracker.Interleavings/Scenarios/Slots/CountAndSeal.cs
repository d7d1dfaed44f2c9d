using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>Two count, one seals: what was reported as done is in the final value, and nothing else.</summary>
internal sealed class CountAndSeal : Scenario
{
    private CounterSlot _slot;
    private long _done;
    private long _sealed = -1;

    public override void Begin(Schedule schedule)
    {
        for (int caller = 0; caller < 2; caller++)
        {
            schedule.Start("counts " + caller, () =>
            {
                for (int i = 0; i < 2; i++)
                {
                    if (_slot.TryAdd(1, out _))
                        _done++;
                }

                return Task.CompletedTask;
            });
        }

        schedule.Start("seals", () =>
        {
            _slot.Seal();
            _sealed = _slot.Value;
            return Task.CompletedTask;
        });
    }

    public override void Check() =>
        BrokenPromiseException.Unless(_sealed == _done && _slot.Value == _done, $"{_done} counts were reported as done; sealed at {_sealed}, final {_slot.Value}");
}
