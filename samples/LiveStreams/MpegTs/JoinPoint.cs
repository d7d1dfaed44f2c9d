using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace LiveStreams.MpegTs;

/// <summary>The packets that a new viewer gets first, so that there is a picture at once. Used by the stream's publisher only.</summary>
/// <param name="capacity">The most bytes that are kept for it. A stream whose key frames stand further apart lets its viewers wait for the next one.</param>
public sealed class JoinPoint(int capacity)
{
    private readonly ProgramTables _tables = new();
    private readonly List<TsChunk> _sinceKeyFrame = [];
    private TsChunk[] _latest = [];
    private int _bytes;

    /// <summary>The latest tables and everything from the last key frame on, the latest chunk included; empty where that is not at hand.</summary>
    public ReadOnlySpan<TsChunk> SinceKeyFrame => CollectionsMarshal.AsSpan(_sinceKeyFrame);

    /// <summary>The latest tables and the latest chunk.</summary>
    public ReadOnlySpan<TsChunk> Latest => _latest;

    /// <summary>The stream goes on with this chunk.</summary>
    public void Add(TsChunk chunk)
    {
        _tables.Observe(chunk);
        _latest = _tables.Latest is { } tables ? [tables, chunk] : [chunk];
        if (chunk.IsRandomAccess)
        {
            _sinceKeyFrame.Clear();
            _sinceKeyFrame.AddRange(_latest);
            _bytes = 0;
        }
        else if (_sinceKeyFrame.Count > 0)
        {
            _sinceKeyFrame.Add(chunk);
        }
        _bytes += chunk.Bytes.Length;
        if (_bytes > capacity)
            _sinceKeyFrame.Clear();
    }
}
