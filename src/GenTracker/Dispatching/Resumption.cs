using System;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>A piece of the runtime's own code on its way to the dispatcher.</summary>
internal sealed class Resumption(Action step) : IThreadPoolWorkItem
{
    public void Execute() => step();
}
