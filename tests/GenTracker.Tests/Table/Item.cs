namespace GenTracker.Tests.Table;

/// <summary>A value of a table under test, and what it shows.</summary>
internal sealed record Item<TKey>(TKey Key, int Number)
{
    public string Visible { get; } = $"{Key} {Number}";
}
