namespace GenTracker.Soak.Children;

/// <summary>A value of four words that fit together only if they were written together.</summary>
internal readonly record struct FourWords(long Number, long Inverse, long Multiple, long Shifted)
{
    public bool IsWhole => this == Of(Number);

    public static FourWords Of(long number) => number == 0 ? default : new(number, ~number, number * 31, number << 7);
}
