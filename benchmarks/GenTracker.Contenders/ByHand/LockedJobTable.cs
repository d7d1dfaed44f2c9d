using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.ByHand;

/// <summary>The alternative to lazy tasks: a lock for each key.</summary>
public sealed class LockedJobTable(JobStart how) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>Finds the job or opens it once for all callers.</summary>
    public ValueTask<Job> FindOrOpenAsync(string key)
    {
        Entry entry = _entries.GetOrAdd(key, static _ => new Entry());
        return entry.Job is { } present ? new ValueTask<Job>(present) : OpenAsync(entry, key);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Entry entry in _entries.Values.Where(entry => entry.Job is not null))
        {
            await entry.Job!.StopAsync().ConfigureAwait(false);
            entry.Semaphore.Dispose();
        }
    }

    private async ValueTask<Job> OpenAsync(Entry entry, string key)
    {
        await entry.Semaphore.WaitAsync().ConfigureAwait(false);
        try
        {
            if (entry.Job is { } present)
                return present;
            var job = new Job(key);
            job.Start(how);
            return entry.Job = job;
        }
        finally
        {
            entry.Semaphore.Release();
        }
    }

    private sealed class Entry
    {
        private volatile Job? _job;

        public SemaphoreSlim Semaphore { get; } = new(1);

        public Job? Job
        {
            get => _job;
            set => _job = value;
        }
    }
}
