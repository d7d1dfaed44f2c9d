using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace GenTracker.Contenders.ByHand;

/// <summary>What a careful developer writes by hand for many children: a dictionary of lazy tasks, and removal by cancel, await and dispose.</summary>
public sealed class JobTable(JobStart how) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Job>>> _jobs = new();

    public int Count => _jobs.Count;

    /// <summary>The running jobs.</summary>
    public IEnumerable<Job> Running
    {
        get
        {
            foreach (KeyValuePair<string, Lazy<Task<Job>>> entry in _jobs)
            {
                if (RunningIn(entry.Value) is { } job)
                    yield return job;
            }
        }
    }

    /// <summary>Finds the running job.</summary>
    public Job? Find(string key) => _jobs.TryGetValue(key, out Lazy<Task<Job>>? lazy) ? RunningIn(lazy) : null;

    /// <summary>Finds the job or opens it once for all callers.</summary>
    public Task<Job> FindOrOpenAsync(string key) =>
        _jobs.GetOrAdd(key, static (key, how) => new Lazy<Task<Job>>(() => OpenAsync(key, how)), how).Value;

    /// <summary>Removes the job, cancels it, waits for it and disposes it.</summary>
    public async Task<bool> StopAsync(string key)
    {
        if (!_jobs.TryRemove(key, out Lazy<Task<Job>>? lazy))
            return false;
        Job job = await lazy.Value.ConfigureAwait(false);
        await job.StopAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops all jobs at once.</summary>
    public Task CloseAsync() => Task.WhenAll([.. _jobs.Keys.Select(StopAsync)]);

    public ValueTask DisposeAsync() => new(CloseAsync());

    private static Job? RunningIn(Lazy<Task<Job>> lazy) =>
        lazy is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } opened } ? opened.Result : null;

    private static Task<Job> OpenAsync(string key, JobStart how)
    {
        var job = new Job(key);
        job.Start(how);
        return Task.FromResult(job);
    }
}
