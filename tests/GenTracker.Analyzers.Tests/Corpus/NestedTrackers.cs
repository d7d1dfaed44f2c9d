// Children that have their own trackers, and tracked classes inside other types.
using GenTracker;

namespace Corpus.NestedTrackers;

public static partial class Building
{
    [Tracker]
    public sealed partial class House(string key, [Injected] ILoggerFactory loggers) : ITrackedChild, IAsyncDisposable
    {
        private readonly FloorTracker _floors = new(loggerFactory: loggers);

        public FloorTracker Floors => _floors;

        [TrackedAttr] public partial int Residents { get; private set; }
        [TrackedAttr] public partial bool IsLit { get; set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            // The child of another tracker may have the same key.
            Floor ground = await _floors.FindOrOpenAsync(key, 0, cancellationToken: cancellationToken);
            ground.IsPublic = true;
        }

        public async Task RunAsync(CancellationToken stoppingToken)
        {
            await foreach (ChildEvent<string, Floor> change in _floors.WatchAsync(stoppingToken))
            {
                if (change.Kind == ChildEventKind.Terminated && change.Child is { } floor)
                {
                    DecrementResidents(floor.Residents);
                }
            }
        }

        public void MoveIn(string floor, int persons)
        {
            if (_floors.TryIncrementResidents(floor, persons, out _))
            {
                IncrementResidents(persons);
            }
        }

        public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
        {
            await _floors.CloseAsync(cancellationToken);
            foreach (ChildInfo<string, Floor> left in _floors.GetChildren())
            {
                Console.WriteLine($"{left.Key} of {key} is {left.State}");
            }
        }

        public ValueTask DisposeAsync() => _floors.DisposeAsync();
    }

    [Tracker]
    public sealed partial class Floor(int number) : ITrackedChild
    {
        public int Number => number;

        [TrackedAttr] public partial int Residents { get; }
        [TrackedAttr] public partial bool IsPublic { get; set; }

        public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }
}

public partial class Outer
{
    internal partial struct Middle
    {
        [Tracker<(int, int)>]
        internal sealed partial class Cell((int X, int Y) key) : ITrackedChild
        {
            [TrackedAttr] internal partial int Visits { get; }

            public async Task RunAsync(CancellationToken stoppingToken)
            {
                for (int age = 0; age < key.X + key.Y; age++)
                {
                    await Task.Delay(1, stoppingToken);
                }
            }
        }
    }

    internal static async Task<int> VisitAsync(Middle.CellTracker cells, IEnumerable<(int X, int Y)> path)
    {
        int visits = 0;
        foreach ((int X, int Y) place in path)
        {
            Middle.Cell cell = await cells.FindOrOpenAsync(place);
            visits += cell.IncrementVisits();
        }

        return visits;
    }
}

[Tracker]
public sealed partial class Chain(string key, ChainTracker chains, int length) : ITrackedChild
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (length > 0)
        {
            await chains.FindOrOpenAsync($"{key}/{length}", chains, length - 1, cancellationToken: cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        Chain? next = chains.Find($"{key}/{length}");
        if (next is not null)
        {
            await next.Completion.WaitAsync(stoppingToken);
        }
        else
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
    }

    // Requested without waiting.
    public void Unlink() => _ = chains.StopAsync(key);

    public async Task<bool> UnlinkNextAsync() => await chains.StopAsync($"{key}/{length}");
}

public sealed class Street(Building.HouseTracker houses)
{
    public IEnumerable<Building.Floor> AllFloors() => houses.SelectMany(static house => house.Floors);

    public async Task DemolishAsync(string number)
    {
        Building.House? house = houses.Find(number);
        if (house is null)
        {
            return;
        }

        foreach (Building.Floor floor in house.Floors)
        {
            await house.Floors.StopAsync(floor.Key);
        }

        await houses.StopAsync(number);
        ChildExit exit = await house.Completion;
        Console.WriteLine($"{number} stood {exit.EndedAt - exit.StartedAt}");
    }
}
