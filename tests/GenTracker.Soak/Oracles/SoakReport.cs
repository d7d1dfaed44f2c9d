using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using GenTracker.Soak.Chaos;

namespace GenTracker.Soak.Oracles;

/// <summary>What a soak has seen: how often what happened, and which promises were broken, each with the history of its key.</summary>
internal sealed class SoakReport(ulong seed)
{
    private const int MaxViolations = 20;
    private const int KindLength = 40;
    private const Outcome FirstCertain = Outcome.ClosedAtWork;

    private readonly List<string> _violations = [];
    private readonly HashSet<string> _kinds = [];
    private readonly List<Footprint> _footprints = [];
    private int _broken;

    public EnumCounters<FaultKind> Faults { get; } = new();

    public EnumCounters<Outcome> Outcomes { get; } = new();

    public EnumCounters<Total> Totals { get; } = new();

    /// <summary>How often a promise was broken.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>What has not occurred yet.</summary>
    public IReadOnlyList<string> Missing => [.. Faults.Missing.Select(static fault => $"{fault}"), .. Outcomes.Missing.Select(static outcome => $"{outcome}")];

    /// <summary>What has not occurred though neither luck nor the machine's speed can prevent it.</summary>
    public IReadOnlyList<string> Lacking =>
    [
        .. Outcomes.Missing.Where(static outcome => outcome >= FirstCertain).Select(static outcome => $"{outcome}"),
        .. Totals.Missing.Select(static total => $"{total}"),
    ];

    /// <summary>Keeps what the process takes after a round.</summary>
    public void Add(in Footprint footprint) => _footprints.Add(footprint);

    /// <summary>Notes that a promise was broken. The first violations, and the first of each kind, are kept with their history.</summary>
    public void Violation(string promise, KeyHistory? history = null)
    {
        int number = Interlocked.Increment(ref _broken);
        lock (_violations)
        {
            // The letters at the beginning are what violations of the same promise have in common.
            if (!_kinds.Add(string.Concat(promise.Where(char.IsLetter).Take(KindLength))) && number > MaxViolations)
                return;
        }

        string text = $"BROKEN (seed {seed}{(history is null ? "" : ", key " + history.Name)}): {promise}\n{history}";
        lock (_violations)
            _violations.Add(text);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        lock (_violations)
            text.AppendJoin('\n', _violations).Append('\n');
        foreach (Footprint footprint in _footprints)
            text.Append("after a round: ").Append(footprint).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{Totals}\nfaults:\n{Faults}\noutcomes:\n{Outcomes}\n");
        if (Missing is not [])
            text.Append("missing: ").AppendJoin(", ", Missing).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"seed {seed}: {Broken} broken promises").ToString();
    }
}
