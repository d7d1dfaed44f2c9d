using System;
using System.Linq;
using System.Threading.Tasks;
using Proto;

namespace GenTracker.Peers;

/// <summary>Actors of Proto.Actor, by name.</summary>
public sealed class ProtoActorPeer(PeerKeys keys) : Peer("protoactor", NameOf("Proto.Actor", typeof(ActorSystem)), keys)
{
    private static readonly Props Counter = Props.FromProducer(static () => new CounterActor());

    private readonly ActorSystem _system = new();

    public override Task OpenAsync(string key)
    {
        _system.Root.SpawnNamed(Counter, key);
        return Task.CompletedTask;
    }

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (_system.ProcessRegistry.Get(Find(NextKey())) is null)
                throw new InvalidOperationException("An actor is lost.");
        }

        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        PID counter = Find(Keys.Stored[0]);
        for (int i = 1; i < operations; i++)
            _system.Root.Send(counter, Add.Silently);
        return AskAsync(counter, Add.AndAnswer);
    }

    public override Task<long> CountByKeyAsync(int operations) => RepeatAsync(operations, () => AskAsync(Find(NextKey()), Add.AndAnswer));

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            PID counter = _system.Root.SpawnNamed(Counter, NextGuest());
            await AskAsync(counter, Get.Instance).ConfigureAwait(false);
            await _system.Root.StopAsync(counter).ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations) => RepeatAsync(
        operations, async () => (await Task.WhenAll(Keys.Listed.Select(key => AskAsync(Find(key), Get.Instance))).ConfigureAwait(false)).Sum());

    public override async ValueTask DisposeAsync() => await _system.ShutdownAsync().ConfigureAwait(false);

    private PID Find(string key) => new(_system.Address, key);

    private async Task<long> AskAsync(PID counter, object question) =>
        (long)await _system.Root.RequestAsync<object>(counter, question).ConfigureAwait(false);

    private sealed class CounterActor : IActor
    {
        private long _count;

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is Add add)
            {
                _count++;
                if (add.IsAnswered)
                    context.Respond((object)_count);
            }
            else if (context.Message is Get)
            {
                context.Respond((object)_count);
            }

            return Task.CompletedTask;
        }
    }
}
