using System;
using System.Threading.Tasks;
using GenTracker.Testing;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>Several callers use one slot. Some order of their calls must explain the answers.</summary>
internal sealed class SlotRace(Func<SlotCall, SlotAnswer> slot, params SlotCall[][] programs) : Scenario
{
    private readonly History<SlotCall, SlotAnswer> _history = new();

    public override void Begin(Schedule schedule)
    {
        for (int i = 0; i < programs.Length; i++)
        {
            string name = $"caller {i + 1}";
            SlotCall[] program = programs[i];
            schedule.Start(name, () =>
            {
                foreach (SlotCall call in program)
                {
                    SlotAnswer answer = _history.Record(name, call, slot);
                    schedule.Note(() => $"{call}: {answer}");
                }

                return Task.CompletedTask;
            });
        }
    }

    public override void Check()
    {
        _history.Record("afterwards", new SlotCall(SlotCallKind.Read), slot);
        _history.ThrowUnlessExplainedBy(new SlotModel());
    }
}
