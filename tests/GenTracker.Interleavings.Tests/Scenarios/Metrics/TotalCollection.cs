using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading.Tasks;
using GenTracker.Instrumentation;
using GenTracker.Interleavings.Support;
using GenTracker.Runtime;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Metrics;

/// <summary>
/// Totals are collected while a child counts, crashes and restarts with what survives, and, if there are others, while it is stopped and another one adopted.
/// No total goes backwards; each has all counts that were reported before its collection began, and none that nobody has begun; in the end it has them all.
/// </summary>
#pragma warning disable CA1001 // a scenario is cleared up in EndAsync and Check
internal sealed class TotalCollection(bool hasOthers) : Scenario
#pragma warning restore CA1001
{
    private readonly Meters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _collected = [];
    private TotalTracker _tracker = null!;
    private int _made;
    private int _runs;

    // Begun and reported, for each of the totals.
    private readonly Dictionary<string, (long Begun, long Done)> _counts = new() { ["total.count"] = default, ["total.kept"] = default };

    public override void Begin(Schedule schedule)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _meters) && _counts.ContainsKey(instrument.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _collected[instrument.Name] = value);
        _listener.Start();
        var options = new TrackerOptions
        {
            TimeProvider = schedule.Time,
            Dispatcher = new ExploredDispatcher(schedule),
            SharesTimers = true,
            Randomizer = static () => 0,
            Restart = RestartPolicy.Transient,
            RecentExits = 0,
        };
        _tracker = new TotalTracker(options, _meters);
        schedule.Start("opens", async () =>
        {
            TotalChild child = await _tracker.OpenAsync("k", () => Create(schedule));
            Count(child);
            if (!hasOthers)
                return;
            schedule.Start("counts by key", () =>
            {
                for (var i = 0; i < 2; i++)
                {
                    if (_tracker.Find("k") is { } found)
                        Count(found);
                }

                return Task.CompletedTask;
            });
            schedule.Start("stops", () => _tracker.StopAsync("k"));
        });
        if (hasOthers)
            schedule.Start("adopts", AdoptAsync);
        schedule.Start("collects", () =>
        {
            for (var i = 0; i < 3; i++)
                Collect(schedule);
            return Task.CompletedTask;
        });
    }

    private TotalChild Create(Schedule schedule)
    {
        // The second child inherits: most schedules would have collected long before.
        if (!hasOthers && _made++ > 0)
        {
            schedule.Start("collects at the restart", () =>
            {
                Collect(schedule);
                return Task.CompletedTask;
            });
        }

        return new TotalChild(async token =>
        {
            await schedule.YieldAsync().ConfigureAwait(false);
            if (_runs++ == 0)
                throw new InvalidOperationException("lost the source");
            await ChildScript.RunUntilStoppedAsync(token).ConfigureAwait(false);
        });
    }

    public override Task EndAsync() => _tracker.CloseAsync();

    public override void Check()
    {
        _listener.RecordObservableInstruments();
        _listener.Dispose();
        foreach ((string name, (long begun, long done)) in _counts)
            PromiseViolationException.Unless(_collected[name] == done, $"{name} is {_collected[name]} in the end, and {done} of {begun} counts were reported.");
    }

    private async Task AdoptAsync()
    {
        var child = new TotalChild(static _ => Task.CompletedTask);
        Count(child);
        ChildRegistration registration = _tracker.AddExisting("adopted", child);
        Count(child);
        await registration.DisposeAsync();
    }

    private void Count(TotalChild child)
    {
        Count("total.count", child.TryCount);
        Count("total.kept", child.TryKeep);
    }

    private void Count(string name, Func<bool> tryCount)
    {
        _counts[name] = (_counts[name].Begun + 1, _counts[name].Done);
        if (tryCount())
            _counts[name] = (_counts[name].Begun, _counts[name].Done + 1);
    }

    private void Collect(Schedule schedule)
    {
        var before = new Dictionary<string, long>(_collected);
        var counts = new Dictionary<string, (long Begun, long Done)>(_counts);
        bool isAdopted = _tracker.Find("adopted") is not null;
        _listener.RecordObservableInstruments();
        foreach ((string name, long total) in _collected)
        {
            schedule.Note(() => $"{name} is {total}");
            PromiseViolationException.Unless(total >= before.GetValueOrDefault(name), $"{name} went from {before.GetValueOrDefault(name)} to {total}.");
            PromiseViolationException.Unless(total <= _counts[name].Begun, $"{name} is {total} after {_counts[name].Begun} counts were begun.");

            // An object that is not adopted yet is not the tracker's. It counts once before that.
            long missing = isAdopted ? 0 : 2;
            PromiseViolationException.Unless(total >= counts[name].Done - missing, $"{name} is {total} after {counts[name].Done} counts were reported.");
        }
    }

    private sealed class TotalTracker(TrackerOptions options, IServiceProvider services)
        : Tracker<string, TotalChild>("Total", options, services, null, StringComparer.Ordinal, [])
    {
        public ValueTask<TotalChild> OpenAsync(string key, Func<TotalChild> create) =>
            FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, TotalChild>(_ => create()), null, default);
    }

    /// <summary>Services with a meter of their own.</summary>
    private sealed class Meters : IServiceProvider, IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, scope: this);

        public object? GetService(Type serviceType) => serviceType == typeof(IMeterFactory) ? this : null;

        public void Dispose()
        {
        }
    }
}
