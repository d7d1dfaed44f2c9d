using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 4)]
public class OpenHitBenchmarks
{
    private OpenHitContenders _contenders = null!;

    [Params(1_000, 100_000)]
    public int Children { get; set; }

    [GlobalSetup]
    public async Task SetUp() => _contenders = await OpenHitContenders.WithAsync(Children);

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public Task<long> FindOrOpenAsync() => _contenders.TrackerAsync(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public Task<long> GetOrAddOfLazyTasks() => _contenders.LazyAsync(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public Task<long> LockForEachKey() => _contenders.LockedAsync(Operations.Each);
}
