// Tests of children that are made with new and run by hand, with and without a tracker.
using GenTracker;
using Xunit;

namespace Corpus.ChildUnitTests;

public interface IFeed
{
    IAsyncEnumerable<int> ReadAsync(CancellationToken cancellationToken);
}

[Tracker]
public sealed partial class Importer(string key, IFeed feed, [Injected] ILogger<Importer> log) : ITrackedChild
{
    [TrackedAttr] public partial long Rows { get; }
    [TrackedAttr] public partial int Largest { get; private set; }
    [TrackedAttr] public partial bool IsStarted { get; private set; }
    [TrackedAttr] public partial string? Note { get; set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        IsStarted = true;
        return Task.CompletedTask;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (int row in feed.ReadAsync(stoppingToken))
        {
            IncrementRows();
            RaiseLargestTo(row);
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        log.LogInformation("{Key}: {Rows}", key, Rows);
        return Task.CompletedTask;
    }
}

public sealed class FixedFeed(params int[] rows) : IFeed
{
    public int Reads { get; private set; }

    public async IAsyncEnumerable<int> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads++;
        foreach (int row in rows)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}

public sealed class ImporterTests : IAsyncLifetime
{
    private static readonly ILogger<Importer> Log = Microsoft.Extensions.Logging.Abstractions.NullLogger<Importer>.Instance;

    private readonly ImporterTracker _importers = new();
    private readonly List<string> _seen = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _importers.DisposeAsync();

    [Fact]
    public async Task A_run_counts_its_rows()
    {
        Importer importer = new("a", new FixedFeed(3, 1, 2), Log);

        await importer.RunAsync(CancellationToken.None);

        Assert.Equal(3, importer.Rows);
        Assert.Equal(3, importer.Largest);
    }

    [Fact]
    public void A_new_one_has_counted_nothing()
    {
        var importer = new Importer("a", new FixedFeed(), Log) { Note = "new" };

        Assert.Equal(0, importer.Rows);
        Assert.Equal("new", importer.Note);
        Assert.Equal(5, importer.IncrementRows(5));
    }

    [Fact]
    public async Task It_is_started_when_it_is_found()
    {
        FixedFeed feed = new(1);

        Importer importer = await _importers.FindOrOpenAsync("a", feed);

        Assert.True(importer.IsStarted);
        Assert.Same(importer, await _importers.FindOrOpenAsync("a", new FixedFeed()));
        ChildExit exit = await importer.Completion;
        Assert.Equal(ExitReason.Completed, exit.Reason);
        Assert.Equal(1, feed.Reads);
    }

    [Fact]
    public async Task It_is_adopted_too()
    {
        Importer importer = new("b", new FixedFeed(), Log);
        Assert.Null(_importers.Find("b"));

        await using (ChildRegistration registration = _importers.AddExisting("b", importer))
        {
            Assert.Same(importer, _importers.Find("b"));
            Assert.False(registration.Stopping.IsCancellationRequested);
            Assert.Throws<ChildAlreadyExistsException>(() => _importers.AddExisting("b", new Importer("b", new FixedFeed(), Log)));
        }

        Assert.Throws<ChildTerminatedException>(() => importer.IncrementRows());
        Assert.Throws<ChildNotFoundException>(() => _importers.IncrementRows("b"));
    }

    [Fact]
    public async Task It_stops_in_the_middle()
    {
        TaskCompletionSource stopped = new();
        Importer importer = await _importers.FindOrOpenAsync("c", new FixedFeed([.. Enumerable.Range(0, 100_000)]));
        Importer late = await _importers.WaitForAsync("c", static child => child.Rows > 10);

        Assert.True(await _importers.StopAsync("c"));
        stopped.TrySetResult();
        await stopped.Task;
        Assert.Same(importer, late);
        _seen.Add(importer.Key);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Counts_from_many_threads_are_exact(int threads)
    {
        Importer importer = new("d", new FixedFeed(), Log);

        Parallel.For(0, threads, _ =>
        {
            for (int i = 0; i < 1000; i++)
            {
                importer.IncrementRows();
            }
        });

        Assert.Equal(threads * 1000L, importer.Rows);
    }

    [Fact]
    public void A_failing_opener_is_told()
    {
        using ImporterFixture fixture = new();

        Assert.Throws<ChildStartException>(() => fixture.Open("x"));
        Assert.Equal(1, fixture.Opened);
    }
}

// An older fixture, without async.
public sealed class ImporterFixture : IDisposable
{
    private readonly ImporterTracker _importers = new(new TrackerOptions { MaxChildren = 1 });
    private int _opened;

    public int Opened => _opened;

    public Importer Open(string key)
    {
        _opened++;
        return _importers.FindOrOpenAsync(key, _ => throw new InvalidOperationException("no")).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose() => _importers.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
