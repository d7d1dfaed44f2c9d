using System;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>What a client of <c>GET /streams</c> relies on.</summary>
internal sealed record StreamRow(
    string Name, string State, string? Source, long BytesIn, long BytesOut, int Viewers, int PeakViewers, long Bitrate, DateTimeOffset Since, int Restarts,
    string? LastError);
