using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// What the default of <see cref="IAfterTerminate.AfterTerminateAsync"/> returns, and nothing else does: the tracker learns from it, without
/// reflection, that a class has no last words.
/// </summary>
internal static class NoLastWords
{
    public static readonly Task Task = System.Threading.Tasks.Task.FromResult(nameof(NoLastWords));
}
