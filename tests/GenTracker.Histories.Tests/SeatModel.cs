using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>Seats up to a bound, and the end of an empty room. The answer is null if the room has ended, and to Take also if it is full.</summary>
internal sealed class SeatModel : ISequentialModel<(int Seats, bool HasEnded), SeatCall, int?>
{
    public const int Most = 2;

    public (int Seats, bool HasEnded) Initial => (0, false);

    public bool Explains((int Seats, bool HasEnded) state, SeatCall asked, int? answered, out (int Seats, bool HasEnded) after)
    {
        after = state;
        switch (asked)
        {
            case SeatCall.Read:
                return answered == state.Seats;
            case SeatCall.Retire when state is { Seats: 0, HasEnded: false }:
                after = (0, true);
                return answered == 0;
            case SeatCall.Retire:
                return answered is null;
            case SeatCall.Take or SeatCall.Leave when state.HasEnded:
                return answered is null;
            case SeatCall.Take when state.Seats == Most:
                return answered is null;
            default:
                after.Seats += asked == SeatCall.Take ? 1 : -1;
                return answered == after.Seats;
        }
    }
}
