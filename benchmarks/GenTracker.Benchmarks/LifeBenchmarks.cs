using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[MemoryDiagnoser]
public class LifeBenchmarks
{
    private LifeContenders _contenders = null!;

    [Params(1_000, 100_000)]
    public int Others { get; set; }

    [GlobalSetup]
    public async Task SetUp() => _contenders = await LifeContenders.AmongAsync(Others);

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public Task<long> OpenAndStop() => _contenders.TrackerAsync(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public Task<long> ByHandOnThePool() => _contenders.OnThePoolAsync(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public Task<long> ByHandOnTheOpener() => _contenders.OnTheOpenerAsync(Operations.Each);
}
