using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>Plays the scenes, all at once and again and again, on two trackers that live as long as the soak.</summary>
internal sealed class Theatre : IDisposable
{
    private readonly Findings _findings;
    private readonly World _world;
    private readonly JobArena _jobs;
    private readonly ShapeArena _shapes;
    private readonly List<Scene> _scenes;
    private readonly CancellationTokenSource _watching = new();
    private readonly Task _reading;

    public Theatre(Findings findings, Dice dice)
    {
        _findings = findings;
        _world = new World(findings, dice.Fork(), isPolite: true);
        _jobs = new JobArena(_world, _world.NewJobs(NewOptions()), "theatre-jobs");
        _shapes = new ShapeArena(_world, _world.NewShapes(NewOptions()), "theatre-shapes");
        _scenes =
        [
            new HerdScene(_jobs, _shapes, number: 0, dice.Fork(), failsAtFirst: false),
            new HerdScene(_jobs, _shapes, number: 1, dice.Fork(), failsAtFirst: true),
            new RingScene(_jobs, _shapes, number: 2, dice.Fork()),
            new RingScene(_jobs, _shapes, number: 3, dice.Fork()),
            new OvertakenScene(_jobs, _shapes, number: 4, dice.Fork()),
            new RetireScene(_jobs, _shapes, number: 5, dice.Fork()),
            new RestartScene(_jobs, _shapes, number: 6, dice.Fork()),
            new CountScene(_jobs, _shapes, number: 7, dice.Fork()),
        ];
        _reading = Task.WhenAll(new Watchers<string, Children.Job>(_jobs, dice.Fork()).Begin(Task.CompletedTask, CancellationToken.None)
            .Concat(new Watchers<int, Children.Shape>(_shapes, dice.Fork()).Begin(Task.CompletedTask, CancellationToken.None)));
    }

    /// <summary>Plays all scenes until it is told to end; each at least once.</summary>
    public async Task PlayAsync(CancellationToken ending)
    {
        await Task.WhenAll(_scenes.Select(scene => Task.Run(() => PlayAsync(scene, ending), CancellationToken.None))).ConfigureAwait(false);
        foreach (KeyBook book in _jobs.Books.Concat(_shapes.Books))
            book.CheckEnd();
    }

    /// <summary>Closes the trackers, whose watchers' streams end thereby.</summary>
    public async Task CloseAsync()
    {
        await _jobs.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        await _shapes.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        await _reading.Within(_findings, "the watchers of the theatre").ConfigureAwait(false);
        if (_world.Clock.Timers != 0)
            _findings.Violation($"the theatre has closed, and {_world.Clock.Timers} timers are left");
    }

    public void Dispose()
    {
        _watching.Dispose();
        _world.Dispose();
    }

    private static TrackerOptions NewOptions() => new()
    {
        StartTimeout = TimeSpan.FromMinutes(10),
        StopTimeout = TimeSpan.FromMinutes(10),
        AfterTerminateTimeout = TimeSpan.FromMinutes(10),
        Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(1), Max = TimeSpan.FromMilliseconds(1) },
        MaxRestarts = 3,
        RestartWindow = TimeSpan.FromHours(1),
    };

    private async Task PlayAsync(Scene scene, CancellationToken ending)
    {
        do
        {
            try
            {
                await scene.PlayAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _findings.Violation($"{scene.GetType().Name} was broken off: {exception}");
                return;
            }

            // The chaos beside it shall have most of the machine.
            await Task.Delay(20, CancellationToken.None).ConfigureAwait(false);
        }
        while (!ending.IsCancellationRequested);
    }
}
