// Children and trackers in several parts, with base classes, hidden members and explicit interfaces.
using System.Collections.Immutable;
using System.ComponentModel;
using GenTracker;

namespace Corpus.PartialClasses;

public abstract class Observable : INotifyPropertyChanged
{
    public event PropertyChangedEventHandler? PropertyChanged;

    public int Notifications { get; private set; }

    public virtual string? Note { get; set; }

    protected void Notify(string property)
    {
        Notifications++;
        PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(property));
    }
}

/// <summary>The attributes.</summary>
[Tracker(Name = "wagons")]
public sealed partial class Wagon
{
    /// <summary>Tons loaded.</summary>
    [TrackedAttr(Survives = true)] public partial double Load { get; private set; }

    /// <summary>Kilometres.</summary>
    [TrackedAttr(Survives = true)] public partial ulong Distance { get; }

    /// <summary>The goods on it.</summary>
    [TrackedAttr] public partial ImmutableDictionary<string, int> Freight { get; private set; }

    [TrackedAttr] internal partial ImmutableList<string>? Stops { get; set; }

    [TrackedAttr] public override partial string? Note { get; set; }

    [TrackedAttr(Default = "depot")] public partial string Place { get; private set; }

    [TrackedAttr] private partial int Bumps { get; set; }
}

/// <summary>The lifecycle.</summary>
public sealed partial class Wagon : Observable, ITrackedChild
{
    private readonly string _key;
    private readonly Queue<string> _route;
    private bool _broken;

    public Wagon(string key, params IEnumerable<string> route)
    {
        _key = key;
        _route = new Queue<string>(route);
        Freight = ImmutableDictionary<string, int>.Empty;
        Load += 0.5;
        Bumps++;
    }

    Task ITrackedChild.StartAsync(CancellationToken cancellationToken)
    {
        Stops = [.. _route];
        return Task.CompletedTask;
    }

    async Task ITrackedChild.RunAsync(CancellationToken stoppingToken)
    {
        while (_route.TryDequeue(out string? next))
        {
            await Task.Delay(TimeSpan.FromMinutes(10), stoppingToken);
            Place = next;
            IncrementDistance(10);
            Notify(nameof(Place));
            if (IncrementBumps() > 1000)
            {
                _broken = true;
                throw new InvalidOperationException($"{_key} has lost a wheel.");
            }
        }
    }

    Task IAfterTerminate.AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        // An object of this class, which nothing seals.
        WagonReport report = new(_key);
        report.Kilometres += (long)Distance;
        report.Broken = _broken;
        return report.SaveAsync(cancellationToken);
    }
}

/// <summary>The freight.</summary>
public sealed partial class Wagon
{
    private readonly Lock _loading = new();

    public void LoadUp(string what, int tons)
    {
        lock (_loading)
        {
            Freight = Freight.SetItem(what, Freight.GetValueOrDefault(what) + tons);
        }

        IncrementLoad(tons);
        Notify(nameof(Load));
    }

    public bool TryLoad(int tons, double most) => IncrementLoadUpTo(most, out _, tons);
}

public sealed class WagonReport(string wagon)
{
    public long Kilometres { get; set; }

    public bool Broken { get; set; }

    public Task SaveAsync(CancellationToken cancellationToken) => Console.Out.WriteLineAsync($"{wagon};{Kilometres};{Broken}".AsMemory(), cancellationToken);
}

/// <summary>More members of the generated tracker.</summary>
public sealed partial class WagonTracker
{
    private long _loaded;

    public long Loaded => Interlocked.Read(ref _loaded);

    public void LoadAll(string what, int tons)
    {
        foreach (Wagon wagon in this)
        {
            wagon.LoadUp(what, tons);
            Interlocked.Add(ref _loaded, tons);
        }
    }

    public Wagon Get(string key) => Find(key) ?? throw new KeyNotFoundException(key);

    public bool IncrementDistanceOf(string key, ulong kilometres) => TryIncrementDistance(key, kilometres, out _);
}

[Tracker]
internal abstract partial class Shape(string key)
{
    public string Label => key;

    [TrackedAttr] public partial int Sides { get; protected set; }

    [TrackedAttr] public partial string Colour { get; set; }
}

internal sealed class Square : Shape
{
    public Square(string key)
        : base(key)
    {
        Sides = 4;
        Colour = "red";
    }

    public Square? Neighbour { get; set; }
}

internal sealed class Canvas(ShapeTracker shapes)
{
    private readonly List<ChildRegistration> _registrations = [];

    public void Draw(string key)
    {
        Square square = new(key);
        square.Neighbour = shapes.OfType<Square>().LastOrDefault();
        _registrations.Add(shapes.AddExisting(key, square));
    }

    public async Task ClearAsync()
    {
        foreach (ChildRegistration registration in _registrations)
        {
            await registration.DisposeAsync();
        }
    }
}
