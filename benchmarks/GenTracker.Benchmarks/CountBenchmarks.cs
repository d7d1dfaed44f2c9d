using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 4)]
public class CountBenchmarks
{
    private CountContenders _contenders = null!;

    [GlobalSetup]
    public async Task SetUp() => _contenders = await CountContenders.MakeAsync();

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long Counter() => _contenders.Counter(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SettableLong() => _contenders.SettableLong(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SettableInt() => _contenders.SettableInt(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long Striped() => _contenders.Striped(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public long InterlockedAdd() => _contenders.InterlockedLong(Operations.Each);
}
