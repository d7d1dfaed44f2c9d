using System;

namespace GenTracker.Tests.Support;

/// <summary>
/// A key that lets a test in whenever a tracker is about to look at its table: what another thread might do just then, the test does there.
/// </summary>
internal sealed class HookedKey(string name) : IEquatable<HookedKey>
{
    private int _looks;
    private Action? _intrude;
    private int _comparisons;
    private Action? _intrudeAtComparison;
    private Exception? _fault;

    /// <summary>Does something, once, at one of the next looks at the table: the first, the second, ….</summary>
    public void AtLook(int look, Action intrude)
    {
        _looks = look;
        _intrude = intrude;
    }

    /// <summary>
    /// Does something, once, when this key, which is in the table, is compared with another one whose name begins with the same letter: the first time, the
    /// second, ….
    /// </summary>
    public void AtComparison(int comparison, Action intrude)
    {
        _comparisons = comparison;
        _intrudeAtComparison = intrude;
    }

    /// <summary>Fails every look and every comparison from now on, as a key does whose state has changed.</summary>
    public void FailAlways(Exception fault) => _fault = fault;

    public bool Equals(HookedKey? other)
    {
        ThrowIfFailing();
        if (_intrudeAtComparison is { } intrude && --_comparisons == 0)
        {
            _intrudeAtComparison = null;
            intrude();
        }

        return other is not null && other.ToString() == name;
    }

    public override bool Equals(object? obj) => Equals(obj as HookedKey);

    public override int GetHashCode()
    {
        ThrowIfFailing();
        if (_intrude is { } intrude && --_looks == 0)
        {
            _intrude = null;
            intrude();
        }

        return name[0].GetHashCode();
    }

    public override string ToString() => name;

    private void ThrowIfFailing()
    {
        if (_fault is not null)
            throw _fault;
    }
}
