using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// What the default of <see cref="IAfterTerminate.AfterTerminateAsync"/> returns, with the object that it was called on: the tracker learns from it,
/// without reflection, that a class has no last words. A class that hands on what another object's default has returned has some.
/// </summary>
internal sealed class NoLastWords
{
    private readonly IAfterTerminate _child;

    private NoLastWords(IAfterTerminate child) => _child = child;

    public static Task Of(IAfterTerminate child) => Task.FromResult(new NoLastWords(child));

    public static bool Are(Task words, IAfterTerminate child) =>
        words is Task<NoLastWords> { IsCompletedSuccessfully: true } none && ReferenceEquals(none.Result._child, child);
}
