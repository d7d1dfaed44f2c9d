global using static Given;
using GenTracker;

public static class Given
{
    public static FeedTracker feeds { get; } = new();

    public static string feed => "news";

    public static byte[][] packets => [[1, 2]];
}

[Tracker]
public sealed partial class Feed
{
    [TrackedAttr] public partial long Bytes { get; }
}
