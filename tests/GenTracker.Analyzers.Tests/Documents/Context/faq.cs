global using static Given;
using GenTracker;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();

    public static WebApplication app { get; } = WebApplication.CreateBuilder().Build();

    public static RoomTracker rooms { get; } = new();

    public static Room room => new();
}

[Tracker]
public sealed partial class Room
{
    [TrackedAttr] public partial int Guests { get; }
    [TrackedAttr] public partial long Visits { get; }
    [TrackedAttr] public partial int Peak { get; set; }
}

[Tracker]
public abstract partial class Job(string key, Func<int, Task> run) : ITrackedChild
{
    private static readonly AsyncLocal<string?> Opener = new();

    [TrackedAttr(Survives = true)] public partial int Runs { get; private set; }

    public string Described => $"{key}, {GetType().Name}, opened by {Opener.Value ?? "nobody"}";

    public static void OpenedBy(string opener) => Opener.Value = opener;

    public string? Seen { get; private set; }

    public Task RunAsync(CancellationToken _)
    {
        Seen = Described;
        return run(IncrementRuns());
    }
}

public sealed class Import(string key, Func<int, Task> run) : Job(key, run);

public sealed class Export(string key, Func<int, Task> run) : Job(key, run);

public static class Check
{
    private static readonly Func<int, Task> Breaks = static _ => throw new IOException("broken");

    public static async Task RunAsync()
    {
        await What_is_idle_retires_and_counts_that_come_too_late_are_refused();
        await A_crash_loop_ends_and_says_so();
        await Children_of_several_classes_run_without_their_openers_context();
        await Counters_wrap_around_or_refuse_in_a_checked_context_too();
        await A_counter_that_is_reset_loses_no_increment();
    }

    private static async Task A_counter_that_is_reset_loses_no_increment()
    {
        Room busy = new();
        await using ChildRegistration registration = rooms.AddExisting("busy", busy);
        using CancellationTokenSource enough = new();
        Task<long> counting = Task.Factory.StartNew(() => CountUntil(busy, enough.Token), TaskCreationOptions.LongRunning);
        await rooms.WaitForAsync(busy, static room => room.Visits > 0);

        long taken = 0;
        for (int round = 0; round < 1_000_000; round++) taken += VisitReport.TakeVisits(busy);
        await enough.CancelAsync();
        long counted = await counting;
        taken += VisitReport.TakeVisits(busy);

        Assert.Equal((counted, 0), (taken, busy.Visits));
        busy.Peak = 7;
        Assert.Equal((7, 0), (busy.ExchangePeak(0), busy.Peak));
    }

    private static long CountUntil(Room room, CancellationToken enough)
    {
        long counted = 0;
        for (; !enough.IsCancellationRequested; counted++) room.IncrementVisits();
        return counted;
    }

    private static async Task What_is_idle_retires_and_counts_that_come_too_late_are_refused()
    {
        Room blue = new();
        await using ChildRegistration registration = rooms.AddExisting("blue", blue);
        blue.IncrementGuests();
        Assert.False(blue.TryRetireAtGuests(0));
        blue.DecrementGuests();

        Assert.True(blue.TryRetireAtGuests(0));

        Assert.Null(rooms.Find("blue"));
        Assert.Throws<ChildTerminatedException>(() => blue.IncrementGuests());
    }

    private static async Task A_crash_loop_ends_and_says_so()
    {
        await using JobTracker jobs = new(new TrackerOptions
        {
            Restart = RestartPolicy.Transient,
            MaxRestarts = 2,
            Backoff = new RestartBackoff { Initial = TimeSpan.Zero },
        });
        await using IAsyncEnumerator<ChildEvent<string, Job>> events = jobs.WatchAsync().GetAsyncEnumerator();
        await events.MoveNextAsync();                          // subscribed: Synced
        await jobs.FindOrOpenAsync("loop", static key => new Import(key, Breaks));

        ChildExit? exit = null;
        while (exit is not { WillRestart: false })
        {
            await events.MoveNextAsync();
            exit = events.Current.Exit;
        }

        Assert.Equal((ExitReason.RestartLimit, 2, 3), (exit.Value.Reason, exit.Value.Restarts, events.Current.Child!.Runs));
        Assert.IsType<IOException>(exit.Value.Exception);
    }

    private static async Task Children_of_several_classes_run_without_their_openers_context()
    {
        await using JobTracker jobs = new();
        Job.OpenedBy("the test");

        Job import = await jobs.FindOrOpenAsync(
            "a", static key => new Import(key, static _ => Task.Delay(Timeout.Infinite)), new ChildOptions { StopTimeout = TimeSpan.Zero });
        Job export = await jobs.FindOrOpenAsync(
            "b", static key => new Export(key, static _ => Task.Delay(Timeout.Infinite)), new ChildOptions { StopTimeout = TimeSpan.Zero });
        await jobs.WaitForAsync("a", static job => job.Runs == 1);
        await jobs.WaitForAsync("b", static job => job.Runs == 1);

        Assert.Equal(("a, Import, opened by nobody", "b, Export, opened by nobody"), (import.Seen, export.Seen));
        Assert.Equal("a, Import, opened by the test", import.Described);
    }

    private static Task Counters_wrap_around_or_refuse_in_a_checked_context_too()
    {
        Room red = new();
        checked
        {
            red.IncrementGuests(int.MaxValue);
            Assert.Equal(int.MinValue, red.IncrementGuests());
            red.IncrementVisits((1L << 62) - 1);
            Assert.Throws<OverflowException>(() => red.IncrementVisits());
        }

        Assert.Equal((1L << 62) - 1, red.Visits);
        return Task.CompletedTask;
    }
}
