namespace GenTracker.Table;

/// <summary>Where a value has its key. A struct, so that the table's loops are compiled for it.</summary>
internal interface IKeyOf<TKey, TValue>
{
    /// <summary>The value's key: always the same.</summary>
    static abstract TKey KeyOf(TValue value);
}
