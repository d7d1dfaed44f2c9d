namespace GenTracker.Histories.Tests;

/// <summary>A call about the seats of a child.</summary>
internal enum SeatCall
{
    Take,
    Leave,

    /// <summary>Leaves a seat unless none is taken.</summary>
    LeaveIfAny,

    /// <summary>Takes a seat by a lease, which the caller keeps.</summary>
    Acquire,

    /// <summary>Disposes, twice, a lease that the caller keeps.</summary>
    GiveBack,
    Read,
    Retire,
}
