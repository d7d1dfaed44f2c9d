using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>
/// A table, where one call is made at a time. A get answers with the number of the value that holds the key, a find with that of the value that shows something,
/// or 0; showing and hiding answer with 1, everything else with 1 or 0.
/// </summary>
internal sealed class TableModel : ISequentialModel<(Place A, Place B), TableCall, int>
{
    public (Place A, Place B) Initial => (new Place(1), default);

    public bool Explains((Place A, Place B) state, TableCall asked, int answered, out (Place A, Place B) after)
    {
        bool isFirst = asked.Key == TableRace.FirstKey;
        Place there = isFirst ? state.A : state.B;
        bool isHeld = there.Number == asked.Number;
        (int answer, Place place) = asked.Verb switch
        {
            TableVerb.Get => (there.Number, there),
            TableVerb.Find => (there.IsShown ? there.Number : 0, there),
            TableVerb.Add when there.Number == 0 => (1, new Place(asked.Number)),
            TableVerb.Replace when isHeld => (1, new Place(asked.Other)),
            TableVerb.Remove when isHeld => (1, default),
            TableVerb.Show => (1, there with { IsShown = isHeld || there.IsShown }),
            TableVerb.Hide => (1, there with { IsShown = !isHeld && there.IsShown }),
            _ => (0, there),
        };
        after = isFirst ? (place, state.B) : (state.A, place);
        return answered == answer;
    }
}
