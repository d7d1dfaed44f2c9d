using System.Threading.Tasks;
using Orleans;

namespace GenTracker.Cluster;

/// <summary>The yardstick: the same work in a grain of Orleans.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    ValueTask<long> AddAsync(long delta);

    ValueTask<PlainAttrs> ReadAsync();

    ValueTask<string> DescribeAsync(string who, int times);
}

/// <summary>What it reads.</summary>
[GenerateSerializer, Immutable]
public sealed record PlainAttrs([property: Id(0)] long BytesIn, [property: Id(1)] long BytesOut, [property: Id(2)] int Viewers, [property: Id(3)] string Title);

/// <inheritdoc/>
public sealed class PlainGrain : Grain, IPlainGrain
{
    private long _bytesIn;

    public ValueTask<long> AddAsync(long delta) => new(_bytesIn += delta);

    public ValueTask<PlainAttrs> ReadAsync() => new(new PlainAttrs(_bytesIn, 0, 0, "untitled"));

    public ValueTask<string> DescribeAsync(string who, int times) => new($"{who}: {this.GetPrimaryKeyString()} untitled {_bytesIn} x{times}");
}
