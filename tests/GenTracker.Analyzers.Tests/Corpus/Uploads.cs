// Streams and other disposables: made together with the child, or owned by the caller.
using System.IO.Compression;
using System.Security.Cryptography;
using GenTracker;

namespace Corpus.Uploads;

public sealed class Quota(long limit)
{
    private long _used;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > limit)
        {
            Interlocked.Add(ref _used, -bytes);
            return false;
        }

        return true;
    }
}

[Tracker]
public sealed partial class Upload(string key, Stream target, Quota quota, bool leaveOpen = false) : ITrackedChild, IAsyncDisposable
{
    private readonly SHA256 _hash = SHA256.Create();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TrackedAttr] public partial long Received { get; }
    [TrackedAttr] public partial int Chunks { get; }
    [TrackedAttr] public partial string? Digest { get; private set; }

    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        if (!quota.TryTake(chunk.Length))
        {
            _finished.TrySetException(new IOException($"{key} has used up its quota."));
            return false;
        }

        _hash.TransformBlock(chunk.ToArray(), 0, chunk.Length, null, 0);
        await target.WriteAsync(chunk, cancellationToken);
        IncrementReceived(chunk.Length);
        IncrementChunks();
        return true;
    }

    public void Finish()
    {
        _hash.TransformFinalBlock([], 0, 0);
        Digest = Convert.ToHexString(_hash.Hash!);
        _finished.TrySetResult();
    }

    public Task RunAsync(CancellationToken stoppingToken) => _finished.Task.WaitAsync(stoppingToken);

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        if (!leaveOpen)
        {
            await target.DisposeAsync();
        }
    }
}

public sealed class UploadService(UploadTracker uploads, Quota quota, string folder)
{
    public ValueTask<Upload> OpenAsync(string name, CancellationToken cancellationToken) =>
        uploads.FindOrOpenAsync(name, key => new Upload(key, File.Create(Path.Combine(folder, key)), quota), cancellationToken: cancellationToken);

    public async Task<Upload> OpenCompressedAsync(string name) => await uploads.FindOrOpenAsync(
        name,
        (folder, quota),
        static (key, state, _) => new Upload(key, new GZipStream(File.Create(Path.Combine(state.folder, key + ".gz")), CompressionLevel.Fastest), state.quota));

    public async Task<string?> UploadAsync(string name, Stream source, CancellationToken cancellationToken)
    {
        await using FileStream target = File.Create(Path.Combine(folder, name));
        Upload upload = await uploads.FindOrOpenAsync(name, target, quota, leaveOpen: true, cancellationToken: cancellationToken);
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (!await upload.WriteAsync(buffer.AsMemory(0, read), cancellationToken))
            {
                break;
            }
        }

        upload.Finish();
        await upload.Completion;
        return upload.Digest;
    }

    public async Task<Upload> OpenInMemoryAsync(string name)
    {
        MemoryStream memory = new();
        return await uploads.FindOrOpenAsync(name, memory, quota);
    }

    public async Task<long> OpenAndKeepAsync(string name)
    {
        FileStream log = File.OpenWrite(Path.Combine(folder, "log"));
        log.Seek(0, SeekOrigin.End);
        Upload upload = await uploads.FindOrOpenAsync(name, log, quota);
        return upload.Received + log.Length;
    }

    public void CountChunks(IReadOnlyList<(string Name, int Count)> counts)
    {
        for (int i = 0; i < counts.Count; i++)
        {
            uploads.TryIncrementChunks(counts[i].Name, counts[i].Count, out _);
        }
    }

    public async Task CountAsTheyComeAsync(string name, IAsyncEnumerable<int> chunks)
    {
        await foreach (int chunk in chunks)
        {
            uploads.IncrementReceived(name, chunk);
        }
    }

    public void CountAll(string name, List<byte[]> chunks)
    {
        Upload? upload = uploads.Find(name);
        foreach (byte[] chunk in chunks)
        {
            upload?.TryIncrementReceived(chunk.Length, out _);
        }

        uploads.TryIncrementReceived(name, chunks.Count, out _);
    }
}
