using System.Collections.Generic;
using GenTracker.Runtime;

namespace GenTracker.Interleavings.Support;

/// <summary>Reads the count of a <see cref="ProbeChild"/>, as generated code reads all attributes.</summary>
internal sealed class ProbeAttrsReader : AttrsReader<string, ProbeChild, long>
{
    public override long Read(ProbeChild child) => child.Count;

    public override IReadOnlyList<TrackedAttrInfo> Describe() => [Attr(nameof(ProbeChild.Count), typeof(long), options: 0)];

    public override object? GetValue(in long attrs, int index) => attrs;
}
