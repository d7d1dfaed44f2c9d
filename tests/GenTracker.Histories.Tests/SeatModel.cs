using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>
/// Seats up to a bound, and the end of an empty room. The answer is null if the room has ended, and if the bound would be passed. To GiveBack it is null if the
/// caller keeps no lease, and else 0, whether the room has ended or not.
/// </summary>
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
            case SeatCall.GiveBack when answered is null:
                return true;
            case SeatCall.GiveBack:
                after.Seats -= state.HasEnded ? 0 : 1;
                return answered == 0;
            case var _ when state.HasEnded:
                return answered is null;
            case SeatCall.Take or SeatCall.Acquire when state.Seats >= Most:
                return answered is null;
            case SeatCall.LeaveIfAny when state.Seats <= 0:
                return answered is null;
            case SeatCall.Acquire:
                after.Seats++;
                return answered == 0;
            default:
                after.Seats += asked == SeatCall.Take ? 1 : -1;
                return answered == after.Seats;
        }
    }
}
