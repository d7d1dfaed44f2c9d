using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>Seats up to a bound, and the end of an empty room. An answer of null says that the room had ended, or, to one who takes, that it was full.</summary>
internal sealed class RoomModel : ISequentialModel<(int Seats, bool HasEnded), RoomVerb, int?>
{
    public const int Most = 2;

    public (int Seats, bool HasEnded) Initial => (0, false);

    public bool Explains((int Seats, bool HasEnded) state, RoomVerb asked, int? answered, out (int Seats, bool HasEnded) after)
    {
        after = state;
        switch (asked)
        {
            case RoomVerb.Read:
                return answered == state.Seats;
            case RoomVerb.Retire when state is { Seats: 0, HasEnded: false }:
                after = (0, true);
                return answered == 0;
            case RoomVerb.Retire:
                return answered is null;
            case RoomVerb.Take or RoomVerb.Leave when state.HasEnded:
                return answered is null;
            case RoomVerb.Take when state.Seats == Most:
                return answered is null;
            default:
                after.Seats += asked == RoomVerb.Take ? 1 : -1;
                return answered == after.Seats;
        }
    }
}
