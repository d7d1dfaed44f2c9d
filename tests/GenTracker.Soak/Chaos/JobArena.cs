using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenTracker.Soak.Chaos;

/// <summary>Jobs: string keys, opened by their constructor, with services.</summary>
internal sealed class JobArena(World world, JobTracker tracker, string name) : Arena<string, Job>(world, tracker, name)
{
    public override string KeyOf(int number) => "job-" + number;

    public override Job Make(string key, Plot plot) => new(key, plot, new Belongings(), NullLogger<Job>.Instance);

    public override Job? Find(string key, Dice dice) => dice.OneIn(2) ? tracker.Find(key) : tracker.Find(key.AsSpan());

    public override long IncrementByKey(string key, long delta) => tracker.IncrementByKey(key, delta);

    public override bool TryIncrementByKey(string key, long delta, out long value) => tracker.TryIncrementByKey(key, delta, out value);

    public override ValueTask<Job> OpenRawAsync(string key, Plot plot, ChildOptions? options, CancellationToken cancellationToken) =>
        tracker.FindOrOpenAsync(key, plot, options, cancellationToken);
}
