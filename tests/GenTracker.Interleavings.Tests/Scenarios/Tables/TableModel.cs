using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>
/// A table that takes one call at a time. A get answers with the number of the entry that holds the key, a find with that of the visible entry,
/// or 0. Show and hide answer with 1, all others with 1 or 0.
/// </summary>
internal sealed class TableModel(bool hasSecond) : ISequentialModel<(KeyState First, KeyState Second), TableCall, int>
{
    public (KeyState First, KeyState Second) Initial => (new KeyState(1), new KeyState(hasSecond ? 1 : 0));

    public bool Explains((KeyState First, KeyState Second) state, TableCall asked, int answered, out (KeyState First, KeyState Second) after)
    {
        bool isFirst = asked.Key == TableKey.First;
        KeyState before = isFirst ? state.First : state.Second;
        bool isHeld = before.Number == asked.Number;
        (int answer, KeyState next) = asked.Kind switch
        {
            TableCallKind.Get => (before.Number, before),
            TableCallKind.Find => (before.IsVisible ? before.Number : 0, before),
            TableCallKind.Add when before.Number == 0 => (1, new KeyState(asked.Number)),
            TableCallKind.Replace when isHeld => (1, new KeyState(asked.Other)),
            TableCallKind.Remove when isHeld => (1, default),
            TableCallKind.Show => (1, before with { IsVisible = isHeld || before.IsVisible }),
            TableCallKind.Hide => (1, before with { IsVisible = !isHeld && before.IsVisible }),
            _ => (0, before),
        };
        after = isFirst ? (next, state.Second) : (state.First, next);
        return answered == answer;
    }
}
