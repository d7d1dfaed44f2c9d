namespace GenTracker.Tests.Table;

/// <summary>Keys that all have one hash code.</summary>
internal readonly record struct Colliding(int Number)
{
    public override int GetHashCode() => 42;
}
