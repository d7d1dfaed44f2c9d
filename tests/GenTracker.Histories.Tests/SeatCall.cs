namespace GenTracker.Histories.Tests;

/// <summary>A call about the seats of a child.</summary>
internal enum SeatCall
{
    Take,
    Leave,
    Read,
    Retire,
}
