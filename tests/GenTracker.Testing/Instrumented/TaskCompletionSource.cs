using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Testing.Instrumented;

/// <summary>Stands in for <see cref="System.Threading.Tasks.TaskCompletionSource{TResult}"/>: completing is one step.</summary>
public class TaskCompletionSource<T>(TaskCreationOptions options) : System.Threading.Tasks.TaskCompletionSource<T>(options)
{
    public new bool TrySetResult(T result)
    {
        SwitchingPoint.Pass("complete task", null, null, null, 0);
        return base.TrySetResult(result);
    }

    public new bool TrySetException(Exception exception)
    {
        SwitchingPoint.Pass("fail task", null, null, null, 0);
        return base.TrySetException(exception);
    }

    public new bool TrySetCanceled(CancellationToken cancellationToken)
    {
        SwitchingPoint.Pass("cancel task", null, null, null, 0);
        return base.TrySetCanceled(cancellationToken);
    }
}
