using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>What an open dashboard costs: a look at the tracker, and opens and stops beside such looks.</summary>
internal sealed class DashboardSuite : Suite
{
    private const int Others = 10_000;

    // A page looks each second. Ten pages that look at different things look so often.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override string Name => "dashboard";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        LifeContenders contenders = await LifeContenders.AmongAsync(Others).ConfigureAwait(false);
        await using DashboardPolls polls = contenders.CreatePolls();
        Settle.Heap();
        lab.Compare(
            About("look", "what a page of the dashboard reads each second"), Contender.Create("`ITrackerMonitor`", polls.Poll), rounds: 15, milliseconds: 40);
        lab.Compare(
            About("life", "open and stop a child, with ten pages of the dashboard open"),
            While("with ten pages", () =>
            {
                polls.Open(Pause);
                return Task.CompletedTask;
            }),
            rounds: 8, milliseconds: 300,
            ("closed", While("no page is open", polls.CloseAsync), null));
        await polls.CloseAsync().ConfigureAwait(false);
        await contenders.DisposeAsync().ConfigureAwait(false);

        Contender While(string name, Func<Task> prepare) => Contender.Create(name, _ => prepare(), contenders.TrackerAsync);
    }

    private static Measurement About(string id, string operation) =>
        new() { Id = $"dashboard/{id}", Operation = operation, Children = Others, Ours = "GenTracker" };
}
