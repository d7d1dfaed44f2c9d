using System;
using System.Threading.Tasks;

namespace GenTracker.Histories.Tests;

/// <summary>A child with a key of 16 bytes, which can only be adopted.</summary>
[Tracker<Guid>]
internal sealed partial class Device : IAfterTerminate
{
    public Task AfterTerminateAsync(ChildExit exit, System.Threading.CancellationToken cancellationToken) => Task.CompletedTask;
}
