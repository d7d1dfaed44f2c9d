using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans;

namespace GenTracker.Cluster;

/// <summary>A child that does nothing by itself, with what a child usually has: four attributes and a method.</summary>
[Tracker, Clustered]
public sealed partial class Meter(string key, string source) : ITrackedChild
{
    [TrackedAttr]
    public partial long BytesIn { get; }

    [TrackedAttr]
    public partial long BytesOut { get; }

    [TrackedAttr]
    public partial int Viewers { get; }

    [TrackedAttr(Default = "untitled")]
    public partial string Title { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

    [TrackedCall]
    public ValueTask<string> DescribeAsync(string who, int times) => new($"{who}: {key} of {source} {Title} {BytesIn} x{times}");
}
