using System.Threading;
using System.Threading.Tasks;
using GenTracker.Supervision;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A machine posts an operation in each step and suspends, while another thread completes it. Each step begins after its operation, once, and on one
/// thread at a time.
/// </summary>
internal sealed class StepGateRace : Scenario
{
    private const int Operations = 3;

    private Schedule _schedule = null!;
    private StepGate _gate;
    private int _steps;
    private int _completed;
    private bool _isRunning;

    public override void Begin(Schedule schedule)
    {
        _schedule = schedule;
        schedule.Start("starts", () =>
        {
            RunSteps();
            return Task.CompletedTask;
        });
    }

    public override void Check() => PromiseViolationException.Unless(_steps == Operations + 1, $"{_steps} steps ran instead of {Operations + 1}.");

    private void RunSteps()
    {
        do
        {
            PromiseViolationException.Unless(!_isRunning, "Two threads run steps.");
            PromiseViolationException.Unless(_completed == _steps, $"A step runs after {_completed} of {_steps} operations.");
            _isRunning = true;
            bool isLast = ++_steps > Operations;
            if (!isLast)
                _schedule.Post(new Operation(this));
            _isRunning = false;
            if (isLast)
                return;
        }
        while (!_gate.TrySuspend());
    }

    private sealed class Operation(StepGateRace race) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            race._completed++;
            if (!race._gate.TryComplete())
                return;
            race._gate.Resume();
            race.RunSteps();
        }
    }
}
