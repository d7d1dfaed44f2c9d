using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>
/// The end of a phase's budget, as work of its own. It fires the token, lets two turns of the dispatcher pass, the first behind the firing and the second
/// behind what the firing set going, so that code that heeds its token is not given up, and gives up the rest.
/// </summary>
internal sealed class PhaseExpiry(Phase phase, IDispatcher dispatcher) : IThreadPoolWorkItem
{
    private const int Turns = 2;

    private int _turns = -1;

    public void Begin()
    {
        if (phase.TryExpire())
            dispatcher.Post(this);
    }

    public void Execute()
    {
        if (++_turns == Turns)
        {
            phase.GiveUp();
            return;
        }

        // Before the token fires, whose callbacks may hang.
        if (!phase.IsOver)
            dispatcher.PostBehind(this);
        if (_turns == 0)
            phase.FireToken();
    }
}
