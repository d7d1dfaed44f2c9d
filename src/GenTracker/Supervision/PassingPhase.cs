using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>A start, last words, or a disposal: what an incarnation goes through, and is not.</summary>
internal sealed class PassingPhase(PhaseOwner owner, ActivityKind kind, Incarnation incarnation) : Phase(owner, kind)
{
    public override Incarnation Of => incarnation;
}
