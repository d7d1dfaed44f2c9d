namespace GenTracker.Histories.Tests;

internal enum RoomVerb
{
    Take,
    Leave,
    Read,
    Retire,
}
