using System;
using System.Linq;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Configuration;

namespace GenTracker.Peers;

/// <summary>Actors of Akka.NET, by name.</summary>
public sealed class AkkaPeer(PeerKeys keys) : Peer("akka", NameOf("Akka.NET", typeof(ActorSystem)), keys)
{
    private const string SystemName = "peers";

    private static readonly Props Counter = Props.Create<CounterActor>();

    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create(
        SystemName, ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }"));

    public override Task OpenAsync(string key)
    {
        _system.ActorOf(Counter, key);
        return Task.CompletedTask;
    }

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (Find(NextKey()) is null)
                throw new InvalidOperationException("An actor is lost.");
        }

        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        IActorRef counter = Find(Keys.Stored[0]);
        for (int i = 1; i < operations; i++)
            counter.Tell(Add.Silently);
        return counter.Ask<long>(Add.AndAnswer);
    }

    public override Task<long> CountByKeyAsync(int operations) => RepeatAsync(operations, () => Find(NextKey()).Ask<long>(Add.AndAnswer));

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            IActorRef counter = _system.ActorOf(Counter, NextGuest());
            await counter.Ask<long>(Get.Instance).ConfigureAwait(false);
            await counter.GracefulStop(TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations) => RepeatAsync(
        operations, async () => (await Task.WhenAll(Keys.Listed.Select(key => Find(key).Ask<long>(Get.Instance))).ConfigureAwait(false)).Sum());

    public override async ValueTask DisposeAsync() => await _system.Terminate().ConfigureAwait(false);

    private IActorRef Find(string key) => _system.Provider.ResolveActorRef($"akka://{SystemName}/user/{key}");

    private sealed class CounterActor : UntypedActor
    {
        private long _count;

        protected override void OnReceive(object message)
        {
            if (message is Add add)
            {
                _count++;
                if (add.IsAnswered)
                    Sender.Tell(_count);
            }
            else
            {
                Sender.Tell(_count);
            }
        }
    }
}
