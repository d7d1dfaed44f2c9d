namespace GenTracker.Peers;

/// <summary>Tells an actor to count.</summary>
internal sealed class Add
{
    private Add(bool isAnswered) => IsAnswered = isAnswered;

    public static Add Silently { get; } = new(isAnswered: false);

    public static Add AndAnswer { get; } = new(isAnswered: true);

    /// <summary>Whether the sender is told the new number.</summary>
    public bool IsAnswered { get; }
}

/// <summary>Asks an actor for its number.</summary>
internal sealed class Get
{
    public static Get Instance { get; } = new();
}
