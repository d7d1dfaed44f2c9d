namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>
/// The choices behind a random case, drawn from a seed or replayed. The first alternative of each choice is the plain one, so a case shrinks if
/// choices are removed or lowered, whatever they choose.
/// </summary>
internal sealed class Choices
{
    private readonly Random? _random;
    private readonly IReadOnlyList<int> _replayed;
    private readonly List<int> _recorded = [];

    private Choices(Random? random, IReadOnlyList<int> replayed) => (_random, _replayed) = (random, replayed);

    public IReadOnlyList<int> Recorded => _recorded;

    public static Choices FromSeed(int seed) => new(new Random(seed), []);

    /// <summary>Makes the recorded choices again. After the last one, every choice is the plain one.</summary>
    public static Choices Replay(IReadOnlyList<int> recorded) => new(null, recorded);

    /// <summary>Chooses a number below <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        int choice = _random is not null ? _random.Next(count) : _recorded.Count < _replayed.Count ? Math.Min(_replayed[_recorded.Count], count - 1) : 0;
        _recorded.Add(choice);
        return choice;
    }

    public T Pick<T>(params ReadOnlySpan<T> alternatives) => alternatives[Next(alternatives.Length)];

    /// <summary>Is true once in <paramref name="times"/> calls on average.</summary>
    public bool OneIn(int times) => Next(times) == times - 1;
}
