using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>A phase whose code the tracker calls: on the pool, as the activity of a life, whatever it throws.</summary>
internal sealed class ChildCode : Phase, IThreadPoolWorkItem
{
    private readonly Activity _activity;
    private Func<Task>? _code;

    private ChildCode(Activity activity, Func<Task> code, IDispatcher dispatcher)
        : base(dispatcher)
    {
        _activity = activity;
        _code = code;
    }

    /// <summary>Puts the code on the pool.</summary>
    public static ChildCode Start(Activity activity, Func<Task> code, IDispatcher dispatcher)
    {
        var phase = new ChildCode(activity, code, dispatcher);
        dispatcher.Post(phase);
        return phase;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Activity.Current = _activity;
        try
        {
            Func<Task> code = _code!;
            _code = null;
            Task task = code() ?? throw new InvalidOperationException("The method returned null instead of a task.");
            if (task.IsCompleted)
                OnCodeEnded(task);
            else
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => OnCodeEnded(task));
        }
        catch (Exception exception)
        {
            TryEnd(exception);
        }
        finally
        {
            Activity.Current = null;
        }
    }

    protected override void OnSettled() => _activity.End();

    private void OnCodeEnded(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            TryEnd(null);
        }
        catch (Exception exception)
        {
            TryEnd(exception);
        }
    }
}
