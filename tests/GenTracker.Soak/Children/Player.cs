using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>What all tracked classes of the soak do: as their plot says, under the eyes of their witness.</summary>
internal abstract class Player
{
    protected Player(Plot plot, Belongings? belongings)
    {
        Witness = new Witness(plot, (IPlayer)this, belongings);
        Witness.Construct();
    }

    public Witness Witness { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Witness.Start(cancellationToken)!;

    public Task RunAsync(CancellationToken stoppingToken) => Witness.Run(stoppingToken)!;

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Witness.AfterTerminateAsync(exit, cancellationToken);

    public async ValueTask DisposeAsync() => await Witness.DisposeAsync().ConfigureAwait(false);
}
