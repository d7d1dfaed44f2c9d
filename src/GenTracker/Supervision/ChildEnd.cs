namespace GenTracker.Supervision;

/// <summary>That a child has ended, and how: one object for all who are told.</summary>
internal sealed class ChildEnd(in ChildExit exit)
{
    private readonly ChildExit _exit = exit;

    public ref readonly ChildExit Exit => ref _exit;
}
