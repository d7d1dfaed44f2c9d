using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Runtime;
using Orleans.Runtime;

namespace GenTracker.Orleans.Hosting;

/// <summary>The membership of Orleans. All members are thread-safe.</summary>
/// <param name="membership">The service of Orleans.</param>
/// <param name="classes">Which silos have which classes.</param>
internal sealed class Members(IClusterMembershipService membership, ClassCatalog classes) : IMembers
{
    private volatile View? _view;

    public IReadOnlyList<string> GetActive() => GetView().Active;

    public IReadOnlyList<string> GetActive(string tracker)
    {
        View view = GetView();
        return [.. view.Active.Where((_, index) => classes.Has(view.Silos[index], tracker))];
    }

    public bool IsDead(string node) => GetView().Dead.Contains(node);

    private View GetView()
    {
        ClusterMembershipSnapshot snapshot = membership.CurrentSnapshot;
        if (_view is { } known && known.Version == snapshot.Version)
            return known;
        SiloAddress[] silos = Select(SiloStatus.Active);
        string[] active = [.. silos.Select(static silo => silo.ToParsableString())];
        Array.Sort(active, silos, StringComparer.Ordinal);
        var view = new View(snapshot.Version, active, silos, [.. Select(SiloStatus.Dead).Select(static silo => silo.ToParsableString())]);
        _view = view;
        return view;

        SiloAddress[] Select(SiloStatus status) =>
            [.. snapshot.Members.Values.Where(member => member.Status == status).Select(static member => member.SiloAddress)];
    }

    // Each name has its silo at the same index.
    private sealed record View(MembershipVersion Version, string[] Active, SiloAddress[] Silos, HashSet<string> Dead);
}
