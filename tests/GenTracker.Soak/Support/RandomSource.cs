using System;
using CsCheck;

namespace GenTracker.Soak.Support;

/// <summary>Random values from a seed, for any number of threads.</summary>
internal sealed class RandomSource(ulong seed)
{
    private readonly PCG _generator = new(stream: 1, seed);

    /// <summary>A source of its own for one actor.</summary>
    public RandomSource Fork()
    {
        lock (_generator)
            return new RandomSource(_generator.Next64());
    }

    public T Draw<T>(Gen<T> values)
    {
        lock (_generator)
            return values.Generate(_generator, null, out _);
    }

    public int Below(int bound)
    {
        lock (_generator)
            return (int)_generator.Next((uint)bound);
    }

    public bool OneIn(int chances) => Below(chances) == 0;

    public TimeSpan Milliseconds(int bound) => TimeSpan.FromMilliseconds(Below(bound));
}
