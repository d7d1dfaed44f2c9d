using System.Threading.Tasks;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>
/// Two callers increment a striped counter while it is sealed and read. A read has all increments that were done before it, and none that had not
/// begun. A sealed counter has exactly the reported ones.
/// </summary>
internal sealed class StripedRace : Scenario
{
    private StripedSlot<int> _slot;
    private int _done;
    private int _sealed = -1;

    public override void Begin(Schedule schedule)
    {
        for (int caller = 1; caller <= 2; caller++)
        {
            schedule.Start($"caller {caller}", () =>
            {
                for (int i = 0; i < 2; i++)
                {
                    if (_slot.TryAdd(1))
                        _done++;
                }

                return Task.CompletedTask;
            });
        }

        schedule.Start("reads", () =>
        {
            int done = _done;
            int read = _slot.Value;
            PromiseViolationException.Unless(read >= done && read <= 4, $"{read} was read when {done} counts were done.");
            return Task.CompletedTask;
        });
        schedule.Start("seals", () =>
        {
            _slot.Seal();
            _sealed = _slot.Value;
            return Task.CompletedTask;
        });
    }

    public override void Check() =>
        PromiseViolationException.Unless(
            _sealed == _done && _slot.Value == _done,
            $"{_done} counts were reported as done; sealed at {_sealed}, final {_slot.Value}.");
}
