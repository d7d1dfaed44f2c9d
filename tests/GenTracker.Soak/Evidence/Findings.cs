using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;

namespace GenTracker.Soak.Evidence;

/// <summary>All that a soak has seen: what happened how often, and which promises were broken, with the history of the key.</summary>
internal sealed class Findings(ulong seed)
{
    private const int MaxViolations = 20;
    private const int KindLength = 40;

    // Scenes and endings that come about whatever the dice and the machine do. The others are a matter of luck, and of time.
    private static readonly Situation[] Certain =
    [
        Situation.ClosedAtWork, Situation.ClosedUnderPressure, Situation.ClosedIdle,
        Situation.HerdSharedOneStart, Situation.HerdSharedOneFailure, Situation.RingWasTold, Situation.StartWasOvertaken, Situation.IdleChildRetired,
        Situation.RestartsFollowedPolicy, Situation.CountsWereExactUnderStop, Situation.NeighboursWereNotDelayed,
    ];

    private readonly long[] _situations = new long[Enum.GetValues<Situation>().Length];
    private readonly long[] _totals = new long[Enum.GetValues<Total>().Length];
    private readonly List<string> _violations = [];
    private readonly HashSet<string> _kinds = [];
    private readonly List<Footprint> _footprints = [];
    private int _broken;

    /// <summary>How often a promise was broken.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>What has not occurred yet.</summary>
    public IReadOnlyList<Situation> Missing => [.. Enum.GetValues<Situation>().Where(situation => Of(situation) == 0)];

    /// <summary>What has not occurred though neither luck nor the machine's speed can have kept it away: situations, and totals that are nothing.</summary>
    public IReadOnlyList<string> Lacking =>
        [.. Certain.Where(situation => Of(situation) == 0).Select(static situation => situation.ToString()),
            .. Enum.GetValues<Total>().Where(total => Of(total) == 0).Select(static total => total.ToString())];

    public void Hit(Situation situation) => Interlocked.Increment(ref _situations[(int)situation]);

    public long Of(Situation situation) => Volatile.Read(ref _situations[(int)situation]);

    public void Add(Total total, long count = 1) => Interlocked.Add(ref _totals[(int)total], count);

    public long Of(Total total) => Volatile.Read(ref _totals[(int)total]);

    /// <summary>Keeps what the process takes after a round.</summary>
    public void Report(in Footprint footprint) => _footprints.Add(footprint);

    /// <summary>Says that a promise was broken. The first ones, and the first of each kind, are kept with their history.</summary>
    public void Violation(string promise, KeyBook? book = null)
    {
        int number = Interlocked.Increment(ref _broken);
        lock (_violations)
        {
            if (!_kinds.Add(KindOf(promise)) && number > MaxViolations)
                return;
        }

        string text = $"BROKEN (seed {seed}{(book is null ? "" : ", key " + book.Name)}): {promise}\n{book?.History()}";
        lock (_violations)
            _violations.Add(text);
    }

    /// <summary>How the sentence begins, without its numbers: what many children have in common when the same promise is broken for each of them.</summary>
    private static string KindOf(string promise) => string.Concat(promise.Where(char.IsLetter).Take(KindLength));

    /// <summary>Everything, to be read by people.</summary>
    public string Report()
    {
        var text = new StringBuilder();
        lock (_violations)
        {
            foreach (string violation in _violations)
                text.Append(violation).Append('\n');
        }

        foreach (Footprint footprint in _footprints)
            text.Append("after a round: ").Append(footprint).Append('\n');
        foreach (Total total in Enum.GetValues<Total>())
            text.Append(CultureInfo.InvariantCulture, $"{total,-14}{Of(total),14:N0}\n");
        Situation[] all = Enum.GetValues<Situation>();
        text.Append(CultureInfo.InvariantCulture, $"situations: {all.Length - Missing.Count} of {all.Length} occurred\n");
        foreach (Situation[] row in all.Chunk(4))
            text.Append("  ").AppendJoin(' ', row.Select(situation => string.Create(CultureInfo.InvariantCulture, $"{situation} {Of(situation)};"))).Append('\n');
        if (Missing.Count > 0)
            text.Append("missing: ").AppendJoin(", ", Missing).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"seed {seed}: {Broken} broken promises").ToString();
    }
}
