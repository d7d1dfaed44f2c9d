namespace GenTracker.Aot;

/// <summary>A key that is no string.</summary>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
internal readonly record struct SocketId(int Host, int Port);
