using System.Threading.Tasks;
using GenTracker.Supervision;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two lives end at once: whatever is opened behind an end is numbered above it, and numbers never go down.</summary>
internal sealed class NumbersRace : Scenario
{
    private readonly IncarnationNumbers _numbers = new();

    public override void Begin(Schedule schedule)
    {
        foreach (long last in (long[])[5, 7])
        {
            schedule.Start($"life {last}", () =>
            {
                _numbers.OnEnded(last);
                long next = _numbers.First;
                BrokenPromiseException.Unless(next > last, $"After the end of {last} the next is {next}.");
                return Task.CompletedTask;
            });
        }

        schedule.Start("opens", () =>
        {
            long first = _numbers.First;
            long second = _numbers.First;
            BrokenPromiseException.Unless(second >= first, $"{second} is given behind {first}.");
            return Task.CompletedTask;
        });
    }

    public override void Check() => BrokenPromiseException.Unless(_numbers.First == 8, $"After the ends of 5 and 7 the next is {_numbers.First}.");
}
