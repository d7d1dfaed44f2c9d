using System.Threading.Tasks;
using GenTracker.Supervision;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two lifecycles end at the same time. A key that is opened after an end gets a higher number, and numbers never go down.</summary>
internal sealed class IncarnationNumbersRace : Scenario
{
    private readonly IncarnationNumbers _numbers = new();

    public override void Begin(Schedule schedule)
    {
        foreach (long last in (long[])[5, 7])
        {
            schedule.Start($"ends {last}", () =>
            {
                _numbers.OnEnded(last);
                long next = _numbers.First;
                PromiseViolationException.Unless(next > last, $"After the end of {last} the next is {next}.");
                return Task.CompletedTask;
            });
        }

        schedule.Start("opens", () =>
        {
            long first = _numbers.First;
            long second = _numbers.First;
            PromiseViolationException.Unless(second >= first, $"{second} comes after {first}.");
            return Task.CompletedTask;
        });
    }

    public override void Check() => PromiseViolationException.Unless(_numbers.First == 8, $"After the ends of 5 and 7 the next is {_numbers.First}.");
}
