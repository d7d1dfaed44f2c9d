using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.Tools;

/// <summary>Gives its bytes in small pieces, as a network may.</summary>
internal sealed class DribblingStream(byte[] content, int pieces) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(pieces, buffer.Length)], cancellationToken);
}
