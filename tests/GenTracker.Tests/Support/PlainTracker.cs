using System;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>The tracker of <see cref="PlainChild"/>.</summary>
internal sealed class PlainTracker(TrackerOptions options) : Tracker<string, PlainChild>("Plain", options, null, null, StringComparer.Ordinal, [])
{
    public ValueTask<PlainChild> OpenAsync(string key) => OpenAsync(key, _ => new PlainChild(), null, default);
}
