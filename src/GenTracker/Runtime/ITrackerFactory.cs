using System;
using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace GenTracker.Runtime;

/// <summary>How a host makes a generated tracker without reflection.</summary>
/// <typeparam name="TSelf">The tracker.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrackerFactory<TSelf>
    where TSelf : ITrackerFactory<TSelf>
{
    /// <summary>The tracker's name, and the name of its options.</summary>
    static abstract string TrackerName { get; }

    /// <summary>Makes the tracker.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="services">Where injected constructor parameters come from.</param>
    /// <param name="loggerFactory">Where its loggers come from.</param>
    /// <returns>The tracker, open.</returns>
    static abstract TSelf Create(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory);
}
