using System.Threading;
using System.Threading.Tasks;
using GenTracker.Supervision;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A class without a termination callback is called once, one with a callback each time.</summary>
public sealed class AfterTerminateInvokerTests
{
    private readonly AfterTerminateInvoker _invoker = new();

    [Fact]
    public async Task A_class_with_the_default_is_known_after_its_first_call()
    {
        bool knownBefore = _invoker.IsNoOp(new Default());
        await _invoker.InvokeAsync(new Default(), default, CancellationToken.None);

        Assert.False(knownBefore);
        Assert.True(_invoker.IsNoOp(new Default()));
    }

    [Fact]
    public async Task A_class_whose_callback_returns_at_once_is_no_no_op()
    {
        await _invoker.InvokeAsync(new Immediate(), default, CancellationToken.None);

        Assert.False(_invoker.IsNoOp(new Immediate()));
    }

    [Fact]
    public async Task A_class_without_callback_does_not_hide_that_of_a_derived_class()
    {
        await _invoker.InvokeAsync(new Default(), default, CancellationToken.None);

        Assert.False(_invoker.IsNoOp(new Derived()));
    }

    [Fact]
    public async Task A_class_that_returns_the_default_result_of_another_object_is_no_no_op()
    {
        var child = new Forwarding(new Default());

        await _invoker.InvokeAsync(child, default, CancellationToken.None);

        Assert.False(_invoker.IsNoOp(child));
    }

    private class Default : IAfterTerminate;

    private sealed class Forwarding(IAfterTerminate inner) : IAfterTerminate
    {
        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => inner.AfterTerminateAsync(exit, cancellationToken);
    }

    private sealed class Derived : Default, IAfterTerminate
    {
        Task IAfterTerminate.AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Immediate : IAfterTerminate
    {
        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
