using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LiveStreams.MpegTs;

/// <summary>
/// Cuts bytes into chunks of whole packets. A chunk begins wherever the clock reference is: so one that begins with a key frame begins
/// with it (by the standard, random access on the clock's PID carries the clock), and each can be sent at its own time. It never waits
/// for more than it has. After a damage it looks for the packets' rhythm again.
/// </summary>
public sealed class TsReader(Stream bytes) : IChunkReader
{
    private const int BufferSize = 348 * TsPacket.Size;
    private const int SyncPackets = 3;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _inSync;
    private bool _wasInSync;
    private int? _clockPid;

    /// <inheritdoc/>
    public long SkippedBytes { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_inSync)
                await SynchronizeAsync(cancellationToken);
            if (!_inSync)
                return null;
            if (Cut() is { } chunk)
                return chunk;
            // No whole packet is left. Either the rhythm was lost, or more bytes are needed; a rest at the end is no packet.
            if (_inSync && !await FillAsync(cancellationToken))
            {
                SkipRest();
                return null;
            }
        }
    }

    /// <summary>Reads until packets follow each other in the rhythm of MPEG-TS; what stands before them is skipped.</summary>
    /// <exception cref="InvalidDataException">There are none in the next 64 kB, or none at all before the end.</exception>
    public async ValueTask SynchronizeAsync(CancellationToken cancellationToken)
    {
        int skipped = 0;
        while (!_inSync)
        {
            if (_end - _start < SyncPackets * TsPacket.Size)
            {
                if (await FillAsync(cancellationToken))
                    continue;
                if (_wasInSync)
                {
                    SkipRest();
                    return;
                }
                throw new InvalidDataException("This is no MPEG-TS: it ends before three packets followed each other.");
            }
            else if (IsSyncAt(_start))
            {
                _inSync = _wasInSync = true;
            }
            else
            {
                _start++;
                SkippedBytes++;
                if (++skipped > BufferSize)
                    throw new InvalidDataException($"This is no MPEG-TS: no packets in {BufferSize} bytes.");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => bytes.DisposeAsync();

    private bool IsSyncAt(int position)
    {
        for (int i = 0; i < SyncPackets; i++)
        {
            if (_buffer[position + i * TsPacket.Size] != TsPacket.SyncByte)
                return false;
        }
        return true;
    }

    /// <summary>The packets up to the next one that carries the clock, as far as they are there.</summary>
    private TsChunk? Cut()
    {
        long? pcr = null;
        bool isRandomAccess = false;
        int cut = _start;
        while (_inSync && _end - cut >= TsPacket.Size)
        {
            if (_buffer[cut] != TsPacket.SyncByte)
            {
                _inSync = false;
                break;
            }
            TsPacket packet = new(_buffer.AsSpan(cut, TsPacket.Size));
            // Of several programs, the first one that shows its clock sets the pace.
            if (packet.Pcr is { } clock && packet.Pid == (_clockPid ??= packet.Pid))
            {
                if (cut > _start)
                    break;
                pcr = clock;
                isRandomAccess = packet.IsRandomAccess;
            }
            cut += TsPacket.Size;
        }
        if (cut == _start)
            return null;
        // Copied to its exact size: a viewer's queue then holds what it counts, and never a whole buffer for the sake of one packet.
        TsChunk chunk = new(_buffer.AsSpan(_start, cut - _start).ToArray(), pcr, isRandomAccess);
        _start = cut;
        return chunk;
    }

    private void SkipRest()
    {
        SkippedBytes += _end - _start;
        _start = _end;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        int read = await bytes.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
