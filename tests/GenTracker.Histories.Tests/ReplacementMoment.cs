namespace GenTracker.Histories.Tests;

/// <summary>
/// A moment of a call. A call that replaces has two: it reserves the key and hides the present child; then it is told, and its child is found.
/// </summary>
/// <param name="Kind">What happens.</param>
/// <param name="Subject">The incarnation that is stopped, or the number of the call that replaces.</param>
/// <param name="IsAlone">Whether no other call could start or end a child meanwhile: see <see cref="Overlap"/>.</param>
internal readonly record struct ReplacementMoment(MomentKind Kind, long Subject = 0, bool IsAlone = false);

/// <summary>What happens at one moment.</summary>
internal enum MomentKind
{
    Find,
    FindOrOpen,
    Open,
    Stop,
    StopChild,
    Reserve,
    Replace,
}
