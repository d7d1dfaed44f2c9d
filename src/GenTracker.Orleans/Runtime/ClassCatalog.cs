using System.Collections.Generic;
using Orleans.Metadata;
using Orleans.Runtime;

namespace GenTracker.Orleans.Runtime;

/// <summary>Which silos have which clustered classes: each silo says so in its manifest of grains. All members are thread-safe.</summary>
/// <param name="manifests">The manifests of all silos.</param>
internal sealed class ClassCatalog(IClusterManifestProvider manifests)
{
    /// <summary>The property of a grain type that names the tracker. Only a silo to which the class was added has it.</summary>
    public const string TrackerProperty = "gentracker.tracker";

    private volatile View? _view;

    /// <summary>Finds the tracker of a grain type.</summary>
    /// <param name="grainType">The grain type.</param>
    /// <returns>Its name. <see langword="null"/> if no silo has the class.</returns>
    public string? FindTracker(GrainType grainType) => GetView().Trackers.GetValueOrDefault(grainType);

    /// <summary>Tells whether a silo has a class.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="tracker">The tracker's name.</param>
    /// <returns>Whether it has, as far as its manifest is known here.</returns>
    public bool Has(SiloAddress silo, string tracker) => GetView().Holders.Contains((silo, tracker));

    private View GetView()
    {
        ClusterManifest manifest = manifests.Current;
        if (_view is { } known && ReferenceEquals(known.Manifest, manifest))
            return known;
        Dictionary<GrainType, string> trackers = [];
        HashSet<(SiloAddress, string)> holders = [];
        foreach ((SiloAddress silo, GrainManifest grains) in manifest.Silos)
        {
            foreach ((GrainType type, GrainProperties properties) in grains.Grains)
            {
                if (!properties.Properties.TryGetValue(TrackerProperty, out string? tracker))
                    continue;
                trackers[type] = tracker;
                holders.Add((silo, tracker));
            }
        }

        var view = new View(manifest, trackers, holders);
        _view = view;
        return view;
    }

    private sealed record View(ClusterManifest Manifest, Dictionary<GrainType, string> Trackers, HashSet<(SiloAddress Silo, string Tracker)> Holders);
}
