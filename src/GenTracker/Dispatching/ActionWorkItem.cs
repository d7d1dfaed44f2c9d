using System;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>An action as a work item.</summary>
internal sealed class ActionWorkItem(Action action) : IThreadPoolWorkItem
{
    public void Execute() => action();
}
