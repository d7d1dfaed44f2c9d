namespace ClusteredRooms.Endpoints;

/// <summary>A room of <c>GET /api/rooms</c>.</summary>
internal sealed record RoomStatus(string Name, string Node, string Topic, long Number, long Messages, long Beats);

/// <summary>A node of <c>GET /api/nodes</c>.</summary>
internal sealed record NodeStatus(string Name, bool IsRunning, bool CanEnd);
