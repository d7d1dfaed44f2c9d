using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>An attribute that takes one call at a time. An exchange answers what it replaces, an update what it sets, and a set nothing.</summary>
internal sealed class MarkModel : ISequentialModel<decimal, MarkCall, decimal?>
{
    public decimal Initial => 0;

    /// <summary>What an update makes of a value. It is no sum, so that it shows in which order writes came.</summary>
    public static decimal Next(decimal value) => (2 * value) + 1;

    public bool Explains(decimal state, MarkCall asked, decimal? answered, out decimal after)
    {
        after = asked switch
        {
            MarkCall.SetFive => 5,
            MarkCall.ExchangeSeven => 7,
            MarkCall.ExchangeNine => 9,
            MarkCall.Update => Next(state),
            _ => state,
        };
        return answered == asked switch
        {
            MarkCall.SetFive => null,
            MarkCall.Update => after,
            _ => state,
        };
    }
}
