using System;

namespace LiveStreams.Hls;

/// <summary>The segments of a stream could not begin: as a viewer of it they need a seat, and got none.</summary>
/// <param name="stream">The stream.</param>
/// <param name="isFull">Whether all seats are taken; otherwise the stream has ended meanwhile.</param>
public sealed class NoSeatException(LiveStream stream, bool isFull)
    : Exception(isFull ? $"'{stream.Key}' has as many viewers as it may have." : $"'{stream.Key}' has ended.")
{
    /// <summary>The stream.</summary>
    public LiveStream Stream => stream;

    /// <summary>Whether all seats are taken; otherwise the stream has ended meanwhile.</summary>
    public bool IsFull => isFull;
}
