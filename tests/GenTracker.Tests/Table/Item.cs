namespace GenTracker.Tests.Table;

/// <summary>A value of the table under test, and the object that it makes visible.</summary>
internal sealed record Item<TKey>(TKey Key, int Number)
{
    public string Visible { get; } = $"{Key} {Number}";
}
