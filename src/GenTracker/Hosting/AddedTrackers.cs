using System.Collections.Generic;

namespace GenTracker.Hosting;

/// <summary>The names of the trackers that were added to a collection of services. Written only while services are added.</summary>
internal sealed class AddedTrackers
{
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public void Add(string name)
    {
        if (!_names.Contains(name))
            _names.Add(name);
    }
}
