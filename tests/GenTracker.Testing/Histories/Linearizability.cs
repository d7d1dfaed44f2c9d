using System;
using System.Collections.Generic;

namespace GenTracker.Testing.Histories;

/// <summary>
/// Whether concurrent calls can be put into one order that explains all answers and in which no call comes before one that had returned when
/// it was made (Wing and Gong's search; what was tried is remembered, after Lowe). For histories of up to 64 calls.
/// </summary>
public static class Linearizability
{
    private const int MostCalls = 64;

    /// <summary>Searches for such an order.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <typeparam name="TCall">What is asked.</typeparam>
    /// <typeparam name="TAnswer">What is answered.</typeparam>
    /// <param name="operations">The calls.</param>
    /// <param name="model">What each does when nothing else is going on.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">There are more than 64 calls.</exception>
    public static bool IsExplained<TState, TCall, TAnswer>(IReadOnlyList<Operation<TCall, TAnswer>> operations, ISequentialModel<TState, TCall, TAnswer> model)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(model);
        if (operations.Count > MostCalls)
            throw new ArgumentException($"{operations.Count} calls are more than the {MostCalls} that can be searched.", nameof(operations));
        return Search(operations, model, model.Initial, 0, []);
    }

    private static bool Search<TState, TCall, TAnswer>(
        IReadOnlyList<Operation<TCall, TAnswer>> operations, ISequentialModel<TState, TCall, TAnswer> model, TState state, ulong placed, HashSet<(ulong Placed, TState State)> tried)
        where TState : notnull
    {
        // The next one is any that was called before the first of the others returned.
        long firstReturn = long.MaxValue;
        for (int i = 0; i < operations.Count; i++)
        {
            if ((placed & (1UL << i)) == 0)
                firstReturn = Math.Min(firstReturn, operations[i].Returned);
        }

        if (firstReturn == long.MaxValue)
            return true;
        if (!tried.Add((placed, state)))
            return false;
        for (int i = 0; i < operations.Count; i++)
        {
            Operation<TCall, TAnswer> operation = operations[i];
            if ((placed & (1UL << i)) == 0
                && operation.Called < firstReturn
                && model.Explains(state, operation.Call, operation.Answer, out TState next)
                && Search(operations, model, next, placed | (1UL << i), tried))
                return true;
        }

        return false;
    }
}
