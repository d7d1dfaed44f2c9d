using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace GenTracker.Testing.Histories;

/// <summary>Records calls and answers, by any number of threads, or by the actors of a schedule.</summary>
public sealed class History<TCall, TAnswer>
{
    private readonly ConcurrentQueue<Operation<TCall, TAnswer>> _operations = new();
    private long _moment;

    /// <summary>The operations that have ended, in the order of their calls.</summary>
    public IReadOnlyList<Operation<TCall, TAnswer>> Operations => [.. _operations.OrderBy(static operation => operation.Called)];

    /// <summary>Makes a call, and records it with its answer.</summary>
    public TAnswer Record(string caller, TCall call, Func<TCall, TAnswer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        long called = Interlocked.Increment(ref _moment);
        TAnswer given = answer(call);
        _operations.Enqueue(new Operation<TCall, TAnswer>(caller, call, given, called, Interlocked.Increment(ref _moment)));
        return given;
    }

    /// <summary>
    /// Makes a call that has an effect at several moments, and records each of them as an operation that may come anywhere between the call and its return.
    /// </summary>
    public void RecordMoments(string caller, Func<IEnumerable<(TCall Call, TAnswer Answer)>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        long called = Interlocked.Increment(ref _moment);
        (TCall Call, TAnswer Answer)[] moments = [.. call()];
        long returned = Interlocked.Increment(ref _moment);
        foreach ((TCall made, TAnswer answer) in moments)
            _operations.Enqueue(new Operation<TCall, TAnswer>(caller, made, answer, called, returned));
    }

    /// <summary>Throws unless the model can explain the history: see <see cref="Linearizability"/>.</summary>
    public void ThrowUnlessExplainedBy<TState>(ISequentialModel<TState, TCall, TAnswer> model)
        where TState : notnull =>
        ThrowUnless(operations => Linearizability.IsExplained(operations, model));

    /// <summary>Throws unless the history is explained.</summary>
    public void ThrowUnless(Func<IReadOnlyList<Operation<TCall, TAnswer>>, bool> explains)
    {
        ArgumentNullException.ThrowIfNull(explains);
        IReadOnlyList<Operation<TCall, TAnswer>> operations = Operations;
        if (!explains(operations))
            throw new PromiseViolationException("No order of these calls explains the answers:\n" + string.Join('\n', operations));
    }
}
