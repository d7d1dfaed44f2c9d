using GenTracker;

await using var jobs = new JobTracker();
Job job = await jobs.FindOrOpenAsync("nightly", "every night");
job.IncrementDone(2);
jobs.IncrementDone("nightly");
job.UpdateTitle(static title => title + "!");
Console.WriteLine($"{job.Key}, {job.Schedule}: {job.ReadAttrs().Done} done, {job.Title}, {jobs.Count} running");
Console.WriteLine($"found: {ReferenceEquals(job, jobs.Find("nightly"))}");
Console.WriteLine($"stopped: {await jobs.StopAsync("nightly")}, {(await job.Completion).Reason}, {jobs.Count} running");

[Tracker]
public sealed partial class Job(string key, string schedule) : ITrackedChild
{
    [TrackedAttr] public partial long Done { get; }
    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    public string Schedule => schedule + " as " + key;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
