using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 4)]
public class FindBenchmarks
{
    private FindContenders _contenders = null!;

    [Params(1_000, 100_000, 1_000_000)]
    public int Children { get; set; }

    [GlobalSetup]
    public async Task SetUp() => _contenders = await FindContenders.WithAsync(Children);

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long Find() => _contenders.Tracker(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long FindByCharacters() => _contenders.TrackerBySpan(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public long ConcurrentDictionary() => _contenders.Dictionary(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long FrozenDictionary() => _contenders.Frozen(Operations.Each);
}
