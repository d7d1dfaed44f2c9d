using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// Result of the default <see cref="IAfterTerminate.AfterTerminateAsync"/>. It names the object on which the default was called, so that the
/// tracker sees without reflection that a class does not implement the callback. A class that returns the default of another object implements it.
/// </summary>
internal sealed class DefaultAfterTerminate
{
    private readonly IAfterTerminate _child;

    private DefaultAfterTerminate(IAfterTerminate child) => _child = child;

    public static Task Create(IAfterTerminate child) => Task.FromResult(new DefaultAfterTerminate(child));

    public static bool IsReturnedBy(IAfterTerminate child, Task task) =>
        task is Task<DefaultAfterTerminate> { IsCompletedSuccessfully: true } completed && ReferenceEquals(completed.Result._child, child);
}
