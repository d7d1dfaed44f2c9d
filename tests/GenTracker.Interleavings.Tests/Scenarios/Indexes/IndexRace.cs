using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Models;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Testing;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>
/// Several callers write, find, show, hide and seal two children of one index. Some order of the calls must explain the answers. Other children have the first
/// value all the time, and are always found, once each.
/// </summary>
internal abstract class IndexRace(IndexedChildState first, IndexedChildState second, IndexCall[][] callers) : Scenario
{
    protected static readonly string?[] Values = [null, "x", "y"];

    private readonly History<IndexCall, int> _history = new();

    protected IndexedChildState First => first;

    protected IndexedChildState Second => second;

    public override void Begin(Schedule schedule)
    {
        // Before any actor runs: these are no steps.
        Prepare();
        for (int i = 0; i < callers.Length; i++)
        {
            string name = $"caller {i + 1}";
            IndexCall[] calls = callers[i];
            schedule.Start(name, () =>
            {
                foreach (IndexCall call in calls)
                {
                    Record(name, call);
                    schedule.Note(() => $"{call}");
                }

                return Task.CompletedTask;
            });
        }
    }

    public override void Check()
    {
        for (int child = 0; child < 2; child++)
        {
            _history.Record("afterwards", new IndexCall(IndexCallKind.Get, child), Call);
            for (int value = 0; value < 3; value++)
                Record("afterwards", new IndexCall(IndexCallKind.Find, child, value));
        }

        _history.ThrowUnlessExplainedBy(CreateModel());
        CheckEnd();
    }

    protected abstract IndexModel CreateModel();

    protected abstract void Prepare();

    /// <summary>Which of the two children are found by a value.</summary>
    protected abstract IReadOnlyList<object> Find(int value);

    protected abstract int Call(IndexCall call);

    protected abstract void CheckEnd();

    protected static object NameOf(int child) => child == 0 ? "first" : "second";

    private void Record(string caller, IndexCall call)
    {
        if (call.Kind != IndexCallKind.Find)
        {
            _history.Record(caller, call, Call);
            return;
        }

        // An enumeration meets one child after the other.
        _history.RecordMoments(caller, () =>
        {
            IReadOnlyList<object> found = Find(call.Value);
            return [
                (call with { Child = 0 }, found.Contains(NameOf(0)) ? 1 : 0),
                (call with { Child = 1 }, found.Contains(NameOf(1)) ? 1 : 0),
            ];
        });
    }

    protected sealed class Holder(object key) : IKeyHolder
    {
        public string TrackerName => "Race";

        public object KeyObject => key;
    }
}
