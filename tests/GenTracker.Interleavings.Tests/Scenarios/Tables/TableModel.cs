using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>
/// A table, where one call is made at a time. Of each of two keys it has a number, or 0 where the key is not there; a find answers with it, everything else with 1 or 0.
/// </summary>
internal sealed class TableModel : ISequentialModel<(int A, int B), TableCall, int>
{
    public (int A, int B) Initial => (1, 0);

    public bool Explains((int A, int B) state, TableCall asked, int answered, out (int A, int B) after)
    {
        bool isFirst = asked.Key == TableRace.FirstKey;
        int there = isFirst ? state.A : state.B;
        (bool done, int number) = asked.Verb switch
        {
            TableVerb.Add => (there == 0, asked.Number),
            TableVerb.Replace => (there == asked.Number, asked.Other),
            TableVerb.Remove => (there == asked.Number, 0),
            _ => (false, there),
        };
        after = !done ? state : isFirst ? (number, state.B) : (state.A, number);
        return answered == (asked.Verb == TableVerb.Find ? there : done ? 1 : 0);
    }
}
