using System;
using System.Collections.Generic;

namespace GenTracker.Testing.Histories;

/// <summary>
/// Searches for one order of concurrent calls that explains all answers. In it, no call comes before a call that had already returned (Wing and Gong's
/// search, with a memory of tried states, after Lowe). A history may have 64 calls.
/// </summary>
public static class Linearizability
{
    private const int MaxCalls = 64;

    /// <exception cref="ArgumentException">There are more than 64 calls.</exception>
    public static bool IsExplained<TState, TCall, TAnswer>(IReadOnlyList<Operation<TCall, TAnswer>> operations, ISequentialModel<TState, TCall, TAnswer> model)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(model);
        if (operations.Count > MaxCalls)
            throw new ArgumentException($"{operations.Count} calls are more than the {MaxCalls} that can be searched.", nameof(operations));
        return Search(operations, model, model.Initial, 0, []);
    }

    private static bool Search<TState, TCall, TAnswer>(
        IReadOnlyList<Operation<TCall, TAnswer>> operations,
        ISequentialModel<TState, TCall, TAnswer> model,
        TState state,
        ulong placed,
        HashSet<(ulong Placed, TState State)> tried)
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
            {
                return true;
            }
        }

        return false;
    }
}
