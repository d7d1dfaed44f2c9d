using System;
using System.Collections.Generic;

namespace GenTracker.Hosting;

/// <summary>The names of the trackers that were added to a collection of services. Written only while services are added.</summary>
internal sealed class AddedTrackers
{
    private readonly List<string> _names = [];
    private readonly HashSet<Type> _types = [];

    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds a tracker; false if it was added before.</summary>
    public bool TryAdd(Type tracker, string name)
    {
        if (!_names.Contains(name))
            _names.Add(name);
        return _types.Add(tracker);
    }
}
