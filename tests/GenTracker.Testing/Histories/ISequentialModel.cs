namespace GenTracker.Testing.Histories;

/// <summary>What each call does when nothing else is going on.</summary>
/// <typeparam name="TState">The state: compared by value, and never changed.</typeparam>
/// <typeparam name="TCall">What is asked.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
public interface ISequentialModel<TState, TCall, TAnswer>
    where TState : notnull
{
    /// <summary>The state at first.</summary>
    TState Initial { get; }

    /// <summary>Whether the answer is a right one in this state.</summary>
    /// <param name="state">The state before the call.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="answered">What was answered.</param>
    /// <param name="after">The state after the call.</param>
    /// <returns>False where that answer cannot be given in that state.</returns>
    bool Explains(TState state, TCall asked, TAnswer answered, out TState after);
}
