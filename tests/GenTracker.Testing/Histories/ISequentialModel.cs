namespace GenTracker.Testing.Histories;

/// <summary>What each call does if no other runs at the same time.</summary>
public interface ISequentialModel<TState, TCall, TAnswer>
    where TState : notnull
{
    TState Initial { get; }

    /// <summary>Whether the answer is right in this state.</summary>
    bool Explains(TState state, TCall asked, TAnswer answered, out TState after);
}
