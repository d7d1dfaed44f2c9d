using System;
using System.Globalization;
using System.Threading.Tasks;

namespace GenTracker.Cluster;

/// <summary>Measures a cluster of three nodes on one machine; docs/performance-cluster.md has the results.</summary>
internal static class Program
{
    private const string Usage =
        """
        failover <keys> <defaults or tuned> [<rounds>] [kill, term, freeze, store]   what happens when a node is lost
        opens <rounds>                                                               opens and stops each second
        calls <rounds>                                                               calls beside those of a grain
        heap <rounds>                                                                bytes for each key
        checkpoints <rounds>                                                         processor time of a checkpoint for each key
        """;

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["node", .. var settings]:
                await Node.RunAsync(settings);
                return 0;
            case ["failover", var keys, "defaults" or "tuned", .. var rest]:
                bool hasRounds = rest is [var first, ..] && char.IsAsciiDigit(first[0]);
                await Failover.MeasureAsync(
                    Parse(keys), arguments[2] == "tuned", hasRounds ? Parse(rest[0]) : Failover.DefaultRounds, hasRounds ? rest[1..] : rest);
                return 0;
            case ["opens", var rounds]:
                await Opens.MeasureAsync(Parse(rounds));
                return 0;
            case ["calls", var rounds]:
                await Calls.MeasureAsync(Parse(rounds));
                return 0;
            case ["heap", var rounds]:
                await Heap.MeasureAsync(Parse(rounds));
                return 0;
            case ["checkpoints", var rounds]:
                await Checkpoints.MeasureAsync(Parse(rounds));
                return 0;
            default:
                Console.WriteLine(Usage);
                return 2;
        }
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
