// Hand-written code beside the tracker that replaces it.
using System.Collections.Concurrent;
using GenTracker;

namespace Corpus.Auctions;

[Flags]
public enum Flags : byte
{
    None = 0,
    Reserved = 1,
    Hot = 2,
}

[Tracker<int>(Name = "auctions")]
public sealed partial class Auction(int key, decimal reserve, DateTimeOffset until, [Injected] TimeProvider time) : ITrackedChild
{
    private readonly ConcurrentBag<(string Bidder, decimal Bid)> _bids = [];

    [TrackedAttr] public partial decimal Highest { get; private set; }
    [TrackedAttr] public partial int Bids { get; }
    [TrackedAttr] public partial nint Watchers { get; set; }
    [TrackedAttr] public partial Flags Flags { get; set; }
    [TrackedAttr] public partial DateTimeOffset Until { get; private set; }
    [TrackedAttr] public partial Half Heat { get; private set; }
    [TrackedAttr] public partial (string Bidder, decimal Bid)? Leader { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Until = until;
        Flags |= reserve > 0 ? Flags.Reserved : Flags.None;
        return Task.CompletedTask;
    }

    public bool Bid(string bidder, decimal bid)
    {
        _bids.Add((bidder, bid));
        IncrementBids();
        if (RaiseHighestTo(bid) != bid || bid < reserve)
        {
            return false;
        }

        Leader = (bidder, bid);
        Heat = (Half)Math.Min(1.0, (double)Heat * 1.5);
        Until = Until < time.GetUtcNow().AddSeconds(10) ? Until.AddSeconds(10) : Until;
        return true;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        for (TimeSpan left; (left = Until - time.GetUtcNow()) > TimeSpan.Zero;)
        {
            await Task.Delay(left, time, stoppingToken);
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        (string? bidder, decimal price) = Leader is { } leader ? leader : (null, 0m);
        price += 0.01m;
        return Console.Out.WriteLineAsync($"{key}: {bidder} for {price}, {Bids} bids".AsMemory(), cancellationToken);
    }
}

public sealed class AuctionHouse(AuctionTracker auctions)
{
    private int _next;

    public async Task<int> OpenAsync(decimal reserve, TimeSpan lasting)
    {
        int number = Interlocked.Increment(ref _next);
        Auction auction = await auctions.FindOrOpenAsync(number, reserve, DateTimeOffset.UtcNow + lasting);
        return auction.Key;
    }

    public bool Watch(int number)
    {
        if (auctions.Find(number) is not { } auction)
        {
            return false;
        }

        return auction.IncrementWatchersUpTo(1000, out nint now) && now > 0;
    }

    public void Unwatch(int number)
    {
        if (auctions.TryIncrementWatchers(number, -1, out nint left) && left < 0)
        {
            auctions.Find(number)?.RaiseWatchersTo(0);
        }
    }

    public int CountBids(int[] numbers)
    {
        int bids = 0;
        foreach (int number in numbers)
        {
            bids += auctions.Find(number)?.Bids ?? 0;
        }

        return bids;
    }

    public void Heat(int number, IEnumerable<Flags> flags)
    {
        if (auctions.Find(number) is not { } auction)
        {
            return;
        }

        foreach (Flags flag in flags)
        {
            auction.Flags |= flag;
            auction.Flags &= ~Flags.None;
        }
    }
}

// By hand: this is not a task for a tracker.
public sealed class HandMade
{
    private readonly ConcurrentDictionary<int, Lazy<Task<Entry>>> _entries = new();
    private static readonly ConcurrentDictionary<string, WeakReference<Entry>> Cache = new();

    public Task<Entry> GetOrAddAsync(int number) => _entries.GetOrAdd(number, static key => new Lazy<Task<Entry>>(() => Entry.LoadAsync(key))).Value;

    public async Task TouchAsync(int number)
    {
        Entry entry = await GetOrAddAsync(number);
        entry.Touches++;
        entry.Touches = entry.Touches + 1;
        Cache[entry.Name] = new WeakReference<Entry>(entry);
    }

    public bool TryAdd(Entry entry)
    {
        if (_entries.ContainsKey(entry.Touches))
        {
            return false;
        }

        return _entries.TryAdd(entry.Touches, new Lazy<Task<Entry>>(Task.FromResult(entry)));
    }

    public sealed class Entry
    {
        public required string Name { get; init; }

        public int Touches { get; set; }

        public static Task<Entry> LoadAsync(int number) => Task.FromResult(new Entry { Name = $"entry {number}" });
    }
}
