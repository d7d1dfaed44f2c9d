namespace GenTracker.Histories.Tests;

/// <summary>A call about an attribute that is set, exchanged and updated.</summary>
internal enum MarkCall
{
    SetFive,
    ExchangeSeven,
    ExchangeNine,
    Update,
    Read,
}
