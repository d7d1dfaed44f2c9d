using System;
using System.Threading;

namespace GenTracker.Soak.Tools;

/// <summary>Numbers drawn from a seed (SplitMix64), by any number of threads.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of their own, for somebody whom these ones began.</summary>
    public Dice Fork() => new(Next());

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool OneIn(int chances) => Below(chances) == 0;

    public TimeSpan Milliseconds(int bound) => TimeSpan.FromMilliseconds(Below(bound));

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    private ulong Next()
    {
        ulong mixed = Interlocked.Add(ref _state, 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
