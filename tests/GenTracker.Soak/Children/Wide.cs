namespace GenTracker.Soak.Children;

/// <summary>A value of four words that fit together only as they were written, all or none.</summary>
internal readonly record struct Wide(long Number, long Inverse, long Multiple, long Shifted)
{
    public bool IsWhole => this == Of(Number);

    public static Wide Of(long number) => number == 0 ? default : new(number, ~number, number * 31, number << 7);
}
