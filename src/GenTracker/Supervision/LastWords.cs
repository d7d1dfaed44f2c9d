using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>
/// Calls what children do when they have ended, and keeps in mind whether the class that ended last does nothing at all: its next children are
/// spared a phase, a token and a budget for it.
/// </summary>
internal sealed class LastWords
{
    private Type? _mute;

    /// <summary>Whether the class of this child is known to have no last words.</summary>
    public bool HasNone(IAfterTerminate child) => ReferenceEquals(Volatile.Read(ref _mute), child.GetType());

    public Task SpeakAsync(IAfterTerminate child, in ChildExit exit, CancellationToken cancellationToken)
    {
        Task words = child.AfterTerminateAsync(exit, cancellationToken);
        if (DefaultAfterTerminate.IsReturnedBy(child, words))
            Volatile.Write(ref _mute, child.GetType());
        return words;
    }
}
