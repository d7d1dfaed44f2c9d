using System;
using System.Collections.Generic;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>
/// The choices of which something random was made, by seed or as they were recorded. The first alternative of each is the plain one, so a
/// case is made smaller by leaving choices out, or lowering them, whatever it is that they choose.
/// </summary>
internal sealed class Choices
{
    private readonly Random? _random;
    private readonly IReadOnlyList<int> _recorded;
    private readonly List<int> _made = [];

    private Choices(Random? random, IReadOnlyList<int> recorded) => (_random, _recorded) = (random, recorded);

    /// <summary>What was chosen.</summary>
    public IReadOnlyList<int> Made => _made;

    /// <summary>Draws the choices.</summary>
    /// <param name="seed">What decides them.</param>
    public static Choices Drawn(int seed) => new(new Random(seed), []);

    /// <summary>Makes the same choices again; the plain one where they have come to their end.</summary>
    /// <param name="recorded">The choices.</param>
    public static Choices Replayed(IReadOnlyList<int> recorded) => new(null, recorded);

    /// <summary>Chooses a number.</summary>
    /// <param name="count">How many there are.</param>
    public int Next(int count)
    {
        int choice = _random is not null ? _random.Next(count) : _made.Count < _recorded.Count ? Math.Min(_recorded[_made.Count], count - 1) : 0;
        _made.Add(choice);
        return choice;
    }

    /// <summary>Chooses one of several.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="alternatives">The alternatives, the plain one first.</param>
    public T Of<T>(params ReadOnlySpan<T> alternatives) => alternatives[Next(alternatives.Length)];

    /// <summary>Says yes once in so many times.</summary>
    /// <param name="times">How many.</param>
    public bool OnceIn(int times) => Next(times) == times - 1;
}
