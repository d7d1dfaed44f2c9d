using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[DisassemblyDiagnoser(maxDepth: 4)]
public class ReadBenchmarks
{
    private ReadContenders _contenders = null!;

    [GlobalSetup]
    public async Task SetUp() => _contenders = await ReadContenders.MakeAsync();

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long Counter() => _contenders.Counter(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long ReadInt() => _contenders.AttributeInt(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long ReadBool() => _contenders.AttributeBool(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long ReadString() => _contenders.AttributeString(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long ReadGuid() => _contenders.AttributeGuid(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public long VolatileRead() => _contenders.VolatileLong(Operations.Each);
}
