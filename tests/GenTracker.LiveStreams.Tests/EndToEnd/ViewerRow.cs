using System;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>What a client of <c>GET /viewers</c> relies on.</summary>
internal sealed record ViewerRow(Guid Id, string Stream, long PacketsSent, long PacketsDropped, long BytesSent);
