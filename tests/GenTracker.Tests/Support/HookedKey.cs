using System;

namespace GenTracker.Tests.Support;

/// <summary>
/// A key that lets a test in whenever a tracker is about to look at its table: what another thread might do just then, the test does there.
/// </summary>
internal sealed class HookedKey(string name) : IEquatable<HookedKey>
{
    private int _looks;
    private Action? _intrude;

    /// <summary>Does something, once, at one of the next looks at the table: the first, the second, ….</summary>
    public void AtLook(int look, Action intrude)
    {
        _looks = look;
        _intrude = intrude;
    }

    public bool Equals(HookedKey? other) => other is not null && other.ToString() == name;

    public override bool Equals(object? obj) => Equals(obj as HookedKey);

    public override int GetHashCode()
    {
        if (_intrude is { } intrude && --_looks == 0)
        {
            _intrude = null;
            intrude();
        }

        return name.GetHashCode(StringComparison.Ordinal);
    }

    public override string ToString() => name;
}
