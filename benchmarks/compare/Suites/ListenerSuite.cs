using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Opens and stops children while somebody listens to metrics and traces, and while nobody does.</summary>
internal sealed class ListenerSuite : Suite
{
    private const int Others = 1_000;
    private const int Trials = 4_000;

    public override string Name => "listen";

    public override async Task RunAsync(Lab lab)
    {
        LifeContenders contenders = await LifeContenders.AmongAsync(Others).ConfigureAwait(false);
        using var listeners = new Listeners();
        Settle.Heap();
        var alone = While("nobody listens", listeners.StopListening);
        lab.Compare(
            About("metrics", "open and stop a child, its metrics listened to"),
            While("a `MeterListener`", listeners.ListenToMetrics), rounds: 15, milliseconds: 60,
            ("nobody", alone, null));
        lab.Compare(
            About("traces", "open and stop a child, its traces recorded"),
            While("an `ActivityListener`", listeners.ListenToTraces), rounds: 15, milliseconds: 60,
            ("nobody", alone, null));

        listeners.StopListening();
        double quiet = await Allocated.ByAsync(contenders.TrackerAsync, Trials).ConfigureAwait(false);
        listeners.ListenToMetrics();
        double measured = await Allocated.ByAsync(contenders.TrackerAsync, Trials).ConfigureAwait(false);
        listeners.ListenToTraces();
        double traced = await Allocated.ByAsync(contenders.TrackerAsync, Trials).ConfigureAwait(false);
        AddBytes("metrics", "open and stop a child, allocated, its metrics listened to", measured);
        AddBytes("traces", "open and stop a child, allocated, its traces recorded", traced);

        Contender While(string name, Action listen) => Contender.Create(
            name,
            _ =>
            {
                listen();
                return Task.CompletedTask;
            },
            contenders.TrackerAsync);

        void AddBytes(string id, string operation, double bytes) => lab.Add(About($"bytes-{id}", operation) with
        {
            Id = $"listen-bytes/{id}",
            Unit = "B",
            Theirs = "nobody listens",
            OurRounds = [bytes],
            TheirRounds = [quiet],
        });
    }

    private static Measurement About(string id, string operation) =>
        new() { Id = $"listen/{id}", Operation = operation, Children = Others, Ours = "GenTracker" };
}
