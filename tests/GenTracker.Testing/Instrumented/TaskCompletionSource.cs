using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Testing.Instrumented;

/// <summary>Takes the place of <see cref="System.Threading.Tasks.TaskCompletionSource{TResult}"/>: completing is one step.</summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <param name="options">How its task continues.</param>
public class TaskCompletionSource<T>(TaskCreationOptions options) : System.Threading.Tasks.TaskCompletionSource<T>(options)
{
    /// <inheritdoc cref="System.Threading.Tasks.TaskCompletionSource{TResult}.TrySetResult"/>
    public new bool TrySetResult(T result)
    {
        SwitchingPoint.Pass("complete task", null, null, null, 0);
        return base.TrySetResult(result);
    }

    /// <inheritdoc cref="System.Threading.Tasks.TaskCompletionSource{TResult}.TrySetException(Exception)"/>
    public new bool TrySetException(Exception exception)
    {
        SwitchingPoint.Pass("fail task", null, null, null, 0);
        return base.TrySetException(exception);
    }

    /// <inheritdoc cref="System.Threading.Tasks.TaskCompletionSource{TResult}.TrySetCanceled(CancellationToken)"/>
    public new bool TrySetCanceled(CancellationToken cancellationToken)
    {
        SwitchingPoint.Pass("cancel task", null, null, null, 0);
        return base.TrySetCanceled(cancellationToken);
    }
}
