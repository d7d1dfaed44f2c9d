using System;

namespace GenTracker.Tests.Indexes;

/// <summary>A value whose code does what a test says.</summary>
internal sealed class HostileValue(string text) : IEquatable<HostileValue>
{
    public Action OnHash { get; set; } = static () => { };

    public Action OnEquals { get; set; } = static () => { };

    public bool Equals(HostileValue? other)
    {
        OnEquals();
        other?.OnEquals();
        return other is not null && Text == other.Text;
    }

    public override bool Equals(object? obj) => Equals(obj as HostileValue);

    public override int GetHashCode()
    {
        OnHash();
        return 1;
    }

    private string Text => text;
}
