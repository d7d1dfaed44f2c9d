using System.Threading.Tasks;
using Orleans;
using Orleans.Concurrency;

namespace GenTracker.Peers;

/// <summary>A child as a grain.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<long> AddAsync();

    [OneWay]
    Task AddSilentlyAsync();

    Task<long> GetAsync();

    Task EndAsync();
}
