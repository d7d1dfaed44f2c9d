using System;
using System.Threading;

#pragma warning disable IDE0130 // it takes the place of the runtime's own
namespace GenTracker.Dispatching;

/// <summary>The default of the options: a scenario that forgets its own dispatcher fails at once.</summary>
internal sealed class PoolDispatcher : IDispatcher
{
    public static readonly PoolDispatcher Instance = new();

    public void Post(IThreadPoolWorkItem work) => throw new InvalidOperationException("A scenario must set TrackerOptions.Dispatcher.");
}
