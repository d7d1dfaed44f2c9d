using System.Collections.Generic;
using GenTracker.Testing.Histories;

namespace GenTracker.Histories.Tests;

/// <summary>
/// One key that may be replaced: nobody, a running incarnation, or a caller that has reserved it. Nobody else opens a reserved key, and the last caller that
/// reserves it gets it. A key that starts or ends is taken too: so an open may be refused at any moment at which another caller may start or end a child.
/// </summary>
internal sealed class ReplacementModel : ISequentialModel<(long Running, long Last, long Reserved), ReplacementMoment, long>
{
    /// <summary>The answer of a caller whose start was stopped.</summary>
    public const long Refused = -1;

    /// <summary>The answer of a caller after which another one has replaced the child.</summary>
    public const long Superseded = -2;

    /// <summary>The answer of a caller that opens a key that is taken.</summary>
    public const long Taken = -3;

    public (long Running, long Last, long Reserved) Initial => (0, 0, 0);

    /// <summary>Whether the model explains the history.</summary>
    public static bool Explains(IReadOnlyList<Operation<ReplacementMoment, long>> operations) =>
        Linearizability.IsExplained(
            operations.MarkAlone(
                static moment => moment.Kind != MomentKind.Find,
                static operation => operation with { Call = operation.Call with { IsAlone = true } }),
            new ReplacementModel());

    public bool Explains(
        (long Running, long Last, long Reserved) state, ReplacementMoment asked, long answered, out (long Running, long Last, long Reserved) after)
    {
        after = state;
        switch (asked.Kind)
        {
            case MomentKind.Find:
                return answered == state.Running;
            case MomentKind.Open when answered == Taken:
                return !asked.IsAlone || state.Running != 0 || state.Reserved != 0;
            case MomentKind.FindOrOpen or MomentKind.Open when answered < 0:
                // Somebody has stopped or replaced the start.
                return !asked.IsAlone && answered != Taken;
            case MomentKind.FindOrOpen when state.Running != 0:
                return answered == state.Running;
            case MomentKind.FindOrOpen or MomentKind.Open:
                after = (answered, answered, 0);
                return state is { Running: 0, Reserved: 0 } && answered > state.Last;
            case MomentKind.Stop:
                after = (0, state.Last, state.Reserved);
                return answered == 1 || state is { Running: 0, Reserved: 0 };
            case MomentKind.StopChild when state.Running == asked.Subject:
                after = (0, state.Last, state.Reserved);
                return answered == 1;
            case MomentKind.StopChild:
                // A child that ends is still the present one.
                return true;
            case MomentKind.Reserve:
                after = (0, state.Last, asked.Subject);
                return true;
            case MomentKind.Replace when answered == Superseded:
                return state.Reserved != 0 && state.Reserved != asked.Subject;
            case MomentKind.Replace when asked.IsAlone && answered < 0:
                return false;
            case MomentKind.Replace when answered == Refused:
                after = (state.Running, state.Last, state.Reserved == asked.Subject ? 0 : state.Reserved);
                return true;
            default:
                after = (answered, answered, 0);
                return state.Reserved == asked.Subject && answered > state.Last;
        }
    }
}
