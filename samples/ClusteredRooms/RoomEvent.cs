using System;

namespace ClusteredRooms;

/// <summary>Something that has happened to a room.</summary>
public sealed record RoomEvent(DateTimeOffset At, string Room, string Text);
