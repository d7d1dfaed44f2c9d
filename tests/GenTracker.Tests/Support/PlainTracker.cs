using System;
using System.Threading.Tasks;
using GenTracker.Runtime;

namespace GenTracker.Tests.Support;

/// <summary>The tracker of <see cref="PlainChild"/>.</summary>
internal sealed class PlainTracker(TrackerOptions options) : Tracker<string, PlainChild>("Plain", options, null, null, StringComparer.Ordinal, [])
{
    public ValueTask<PlainChild> OpenAsync(string key) =>
        FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, PlainChild>(static _ => new PlainChild()), null, default);
}
