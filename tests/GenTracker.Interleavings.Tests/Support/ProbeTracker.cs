using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Support;

/// <summary>The tracker of <see cref="ProbeChild"/>.</summary>
internal sealed class ProbeTracker(TrackerOptions options, ILoggerFactory? loggerFactory)
    : Tracker<string, ProbeChild>("ProbeChild", options, null, loggerFactory, StringComparer.Ordinal, [], new ProbeAttrsReader())
{
    /// <summary>Finds or opens, as the generated method does.</summary>
    public ValueTask<ProbeChild> OpenAsync(string key, Func<string, ProbeChild> create, CancellationToken cancellationToken) =>
        Find(key) is { } found
            ? new ValueTask<ProbeChild>(found)
            : FindOrOpenCoreAsync(key, ChildSpec.FromFactory(create), null, cancellationToken);

    public Task<ProbeChild> OpenNewAsync(string key, Func<string, ProbeChild> create, CancellationToken cancellationToken) =>
        OpenCoreAsync(key, ChildSpec.FromFactory(create), null, cancellationToken);

    public Task<ProbeChild> ReopenAsync(string key, Func<string, ProbeChild> create, CancellationToken cancellationToken) =>
        ReopenCoreAsync(key, ChildSpec.FromFactory(create), null, cancellationToken);

    public new ProbeChild? FindBySpan(ReadOnlySpan<char> key) => base.FindBySpan(key);
}
