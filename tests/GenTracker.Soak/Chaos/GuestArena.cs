using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Chaos;

/// <summary>Guests: keys of 16 bytes, only ever adopted.</summary>
internal sealed class GuestArena(World world, GuestTracker tracker, string name) : Arena<Guid, Guest>(world, tracker, name)
{
    public override bool CanOpen => false;

    public override Guid KeyOf(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    public override Guest Make(Guid key, Plot plot) => new(plot);

    public override long IncrementByKey(Guid key, long delta) => tracker.IncrementByKey(key, delta);

    public override bool TryIncrementByKey(Guid key, long delta, out long value) => tracker.TryIncrementByKey(key, delta, out value);

    public override ValueTask<Guest> OpenRawAsync(Guid key, Plot plot, ChildOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A guest can only be adopted.");
}
