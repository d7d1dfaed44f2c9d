using GenTracker.Table;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>What stands in the table: a key and a number.</summary>
internal sealed record Entry(string Key, int Number)
{
    /// <summary>Where the table finds the key.</summary>
    public readonly struct KeyOf : IKeyOf<string, Entry>
    {
        static string IKeyOf<string, Entry>.KeyOf(Entry value) => value.Key;
    }
}
