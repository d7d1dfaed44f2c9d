using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace GenTracker.Peers;

/// <summary>Grains of Orleans in a silo of this process. All calls stay in it.</summary>
public sealed class OrleansPeer : Peer
{
    private readonly IHost _host;
    private readonly IGrainFactory _grains;

    private OrleansPeer(IHost host, PeerKeys keys)
        : base("orleans", NameOf("Orleans", typeof(Grain)), keys)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    public static async Task<OrleansPeer> StartAsync(PeerKeys keys) => new(await LocalSilo.StartAsync().ConfigureAwait(false), keys);

    public override Task OpenAsync(string key) => Find(key).GetAsync();

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (Find(NextKey()) is null)
                throw new InvalidOperationException("A grain is lost.");
        }

        return Task.FromResult<long>(operations);
    }

    public override async Task<long> CountInHandAsync(int operations)
    {
        ICounterGrain counter = Find(Keys.Stored[0]);
        for (int i = 1; i < operations; i++)
            await counter.AddSilentlyAsync().ConfigureAwait(false);
        return await counter.AddAsync().ConfigureAwait(false);
    }

    public override Task<long> CountByKeyAsync(int operations) => RepeatAsync(operations, () => Find(NextKey()).AddAsync());

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            ICounterGrain counter = Find(key);
            await counter.GetAsync().ConfigureAwait(false);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            CounterGrain.Ending[key] = ended;
            await counter.EndAsync().ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations) => RepeatAsync(
        operations, async () => (await Task.WhenAll(Keys.Listed.Select(key => Find(key).GetAsync())).ConfigureAwait(false)).Sum());

    public override async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    private ICounterGrain Find(string key) => _grains.GetGrain<ICounterGrain>(key);
}
