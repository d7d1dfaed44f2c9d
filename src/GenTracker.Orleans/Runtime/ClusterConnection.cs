using System;
using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>The way from a generated cluster to its nodes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusterConnection
{
    internal ClusterConnection(IGrainFactory grains, TimeProvider time) => (Grains, Time) = (grains, time);

    internal IGrainFactory Grains { get; }

    internal TimeProvider Time { get; }
}
