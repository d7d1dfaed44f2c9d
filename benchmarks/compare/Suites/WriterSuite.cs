using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Finds beside a thread that writes without pause.</summary>
internal sealed class WriterSuite : Suite
{
    private const double Goal = 1;

    public override string Name => "threads-writer";

    public override int Launches => 2;

    public override async Task RunAsync(Lab lab)
    {
        if (Environment.ProcessorCount < 2)
        {
            Console.WriteLine("One processor: nothing can be said of two threads.");
            return;
        }

        await using var contenders = new WriterContenders();
        lab.Compare(
            new Measurement
            {
                Id = "threads/find-beside-writer/2",
                Operation = "`Find` hit, among 1,000, beside a thread that adds and takes out other children without pause",
                Threads = 2,
                Ours = "GenTracker",
            },
            Contender.SelfTimed("GenTracker", contenders.TrackerBesideWriter), rounds: 60, milliseconds: 4,
            ("dictionary", Contender.SelfTimed("`ConcurrentDictionary`, beside one that does so there", contenders.DictionaryBesideWriter), Goal),
            ("alone", Contender.SelfTimed("`Find` with no other thread", contenders.Tracker), null));
    }
}
