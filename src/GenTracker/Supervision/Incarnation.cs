using System;
using GenTracker.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>One child object's time under a key, as far as it is the same for children of every type; see <see cref="Incarnation{TChild}"/>.</summary>
internal abstract class Incarnation(PhaseOwner owner, long number, int restarts, DateTimeOffset startedAt) : Phase(owner, ActivityKind.Running)
{
    private const long Never = long.MinValue;

    // Ticks, and no time: half the size, in each of a million children.
    private readonly long _startedAt = startedAt.UtcTicks;
    private long _runningSince = Never;

    /// <summary>Its number. A life's first one is numbered anew once the key is the life's.</summary>
    public long Number { get; set; } = number;

    public int Restarts => restarts;

    public DateTimeOffset StartedAt => new(_startedAt, TimeSpan.Zero);

    /// <summary>The timestamp of when it became findable, where a restart may ask for it; null before.</summary>
    public long? RunningSince
    {
        get => _runningSince == Never ? null : _runningSince;
        set => _runningSince = value ?? Never;
    }

    public override Incarnation Of => this;

    /// <summary>The incarnation's own services, where its constructor asked for any.</summary>
    public IServiceScope? Scope { get; set; }

    /// <summary>How it ended, once it has.</summary>
    public ChildEnd? Exit { get; set; }
}
