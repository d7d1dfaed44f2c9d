namespace GenTracker.Aot;

/// <summary>What runs by itself, and is adopted.</summary>
[Tracker<SocketId>]
internal sealed partial class Socket
{
    /// <summary>Frames received.</summary>
    [TrackedAttr] public partial uint Frames { get; }
}
