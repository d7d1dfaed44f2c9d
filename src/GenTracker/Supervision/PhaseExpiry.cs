using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>
/// The end of a phase's budget. Its token fires as work of its own; this then lets two turns of the dispatcher pass, the first behind the
/// firing and the second behind what the firing set going, so that code that heeds its token is not given up, and gives up the rest.
/// </summary>
internal sealed class PhaseExpiry(Phase phase, IDispatcher dispatcher) : IThreadPoolWorkItem
{
    private const int Turns = 2;

    private int _turns;

    public void Begin()
    {
        if (!phase.TryExpire())
            return;
        phase.Cancel();
        dispatcher.Post(this);
    }

    public void Execute()
    {
        if (phase.IsOver)
            return;
        if (++_turns < Turns)
            dispatcher.Post(this);
        else
            phase.GiveUp();
    }
}
