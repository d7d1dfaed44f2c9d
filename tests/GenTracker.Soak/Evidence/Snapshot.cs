using GenTracker.Soak.Children;

namespace GenTracker.Soak.Evidence;

/// <summary>The values of a child's attributes at one moment.</summary>
internal readonly record struct Snapshot(
    long Count, long ByKey, int Busy, long Total, long Lasting, int Seats, long Peak, Wide Stamp, string Title)
{
    public const string NoTitle = "untitled";

    public static Snapshot Of(IPlayer player) =>
        new(player.Count, player.ByKey, player.Busy, player.Total, player.Lasting, player.Seats, player.Peak, player.Stamp, player.Title);

    /// <summary>What a new child holds.</summary>
    public static Snapshot Fresh(long lasting) => new(0, 0, 0, 0, lasting, 0, 0, default, NoTitle);
}
