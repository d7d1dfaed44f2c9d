global using static Given;
using GenTracker;

public static class Given
{
    public static RoomTracker rooms { get; } = new();

    public static Room room => new();
}

[Tracker]
public sealed partial class Room
{
    [TrackedAttr] public partial int Guests { get; }
}
