using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using GenTracker.Contenders;

namespace GenTracker.Benchmarks;

[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 4)]
public class SetBenchmarks
{
    private SetContenders _contenders = null!;

    [GlobalSetup]
    public async Task SetUp() => _contenders = await SetContenders.MakeAsync();

    [GlobalCleanup]
    public async Task CleanUp() => await _contenders.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SetBool() => _contenders.AttributeBool(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SetInt() => _contenders.AttributeInt(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SetLong() => _contenders.AttributeLong(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SetString() => _contenders.AttributeString(Operations.Each);

    [Benchmark(OperationsPerInvoke = Operations.Each)]
    public long SetGuid() => _contenders.AttributeGuid(Operations.Each);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations.Each)]
    public long InterlockedExchange() => _contenders.ExchangeLong(Operations.Each);
}
