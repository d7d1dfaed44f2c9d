using System.Collections.Generic;
using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>One key: nobody, or a running incarnation; the numbers rise.</summary>
internal sealed class KeyModel : ISequentialModel<(long Running, long Last), KeyCall, long>
{
    /// <summary>The answer of an opener who was told that the start was stopped.</summary>
    public const long Refused = -1;

    /// <summary>The same, if no other caller could stop it: see <see cref="Overlap"/>. Only an adoption of a key that has a running child gets it.</summary>
    public const long RefusedAlone = -2;

    public (long Running, long Last) Initial => (0, 0);

    /// <summary>Whether the model explains the history.</summary>
    public static bool Explains(IReadOnlyList<Operation<KeyCall, long>> operations) =>
        Linearizability.IsExplained(
            operations.MarkAlone(
                static call => call != KeyCall.Find,
                static operation => operation.Answer == Refused ? operation with { Answer = RefusedAlone } : operation),
            new KeyModel());

    public bool Explains((long Running, long Last) state, KeyCall asked, long answered, out (long Running, long Last) after)
    {
        after = state;
        switch (asked)
        {
            case KeyCall.Find:
                return answered == state.Running;
            case KeyCall.Open when answered == Refused:
                return true;
            case KeyCall.Open when answered == RefusedAlone:
                return state.Running != 0;
            case KeyCall.Open when state.Running != 0:
                return answered == state.Running;
            case KeyCall.Open:
                after = (answered, answered);
                return answered > state.Last;
            default:
                // A stop that meets a starting child is told that there was one; nobody ever saw it run.
                after = (0, state.Last);
                return answered == 1 || state.Running == 0;
        }
    }
}
