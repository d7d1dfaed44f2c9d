using System;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;

namespace GenTracker.Peers;

/// <summary>A job for a cache that disposes what it drops.</summary>
public sealed class ScopedJob : IDisposable
{
    private ScopedJob(Job job) => Job = job;

    public Job Job { get; }

    /// <summary>Completes when the job is over. Only after <see cref="Dispose"/>.</summary>
    public Task Stopped { get; private set; } = Task.CompletedTask;

    public static ScopedJob Start(string key)
    {
        var job = new Job(key);
        job.Start(JobStart.OnThePool);
        return new ScopedJob(job);
    }

    public void Dispose() => Stopped = Job.StopAsync();
}
