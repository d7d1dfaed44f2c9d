using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Microsoft.Extensions.Logging;

namespace GenTracker.Tests.Support;

/// <summary>The tracker of <see cref="Probe"/>: as the generator would write it, and with a list of the probes that it made.</summary>
internal sealed class ProbeTracker(TrackerOptions? options = null, IServiceProvider? services = null, ILoggerFactory? loggerFactory = null)
    : Tracker<string, Probe>("Probe", options, services, loggerFactory, StringComparer.Ordinal, [])
{
    /// <summary>Every probe whose constructor ran, in order.</summary>
    public List<Probe> Made { get; } = [];

    /// <summary>Finds or opens a probe; the script is applied to each incarnation before its start.</summary>
    public ValueTask<Probe> OpenAsync(string key, Action<Probe>? script = null, ChildOptions? options = null, CancellationToken cancellationToken = default) =>
        FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, Probe>(_ => Make(script)), options, cancellationToken);

    public ValueTask<Probe> OpenAsync(string key, Func<string, Probe> create, CancellationToken cancellationToken = default) =>
        FindOrOpenCoreAsync(key, ChildSpec.FromFactory(create), null, cancellationToken);

    /// <summary>Opens a key that is free.</summary>
    public Task<Probe> OpenNewAsync(string key, Action<Probe>? script = null) =>
        OpenCoreAsync(key, ChildSpec.FromFactory<string, Probe>(_ => Make(script)), null, default);

    public Task<Probe> ReopenAsync(string key, Action<Probe>? script = null, CancellationToken cancellationToken = default) =>
        ReopenCoreAsync(key, ChildSpec.FromFactory<string, Probe>(_ => Make(script)), null, cancellationToken);

    public new Probe? FindBySpan(ReadOnlySpan<char> key) => base.FindBySpan(key);

    private Probe Make(Action<Probe>? script)
    {
        var probe = new Probe();
        Made.Add(probe);
        script?.Invoke(probe);
        return probe;
    }
}
