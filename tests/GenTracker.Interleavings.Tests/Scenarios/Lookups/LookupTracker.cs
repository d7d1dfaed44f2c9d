using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Runtime;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>The tracker of <see cref="LookupChild"/>.</summary>
internal sealed class LookupTracker : Tracker<string, LookupChild>
{
    private readonly GroupIndex<string?> _teams = new(comparer: null);
    private readonly UniqueIndex<string?> _badges = new("Badge", comparer: null);

    public LookupTracker(TrackerOptions options)
        : base("Lookup", options, null, null, StringComparer.Ordinal, []) =>
        UseIndexes(_teams, _badges);

    public ValueTask<LookupChild> OpenAsync(string key, Func<LookupChild> create) =>
        FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, LookupChild>(_ => create()), null, default);

    public List<LookupChild> FindByTeam(string? team) => FindGroup(_teams, team).ToList();

    public LookupChild? FindByBadge(string badge) => FindUnique(_badges, badge);

    /// <summary>Whether a key that has no child yet could take a badge now.</summary>
    public bool IsFree(string badge)
    {
        ValueClaim<string?>? claim = _badges.TryClaim(badge, new Stranger(), out _);
        claim?.Release(wasHeld: false);
        return claim is not null;
    }

    private sealed class Stranger : IKeyHolder
    {
        public string TrackerName => "Lookup";

        public object KeyObject => "stranger";
    }
}
