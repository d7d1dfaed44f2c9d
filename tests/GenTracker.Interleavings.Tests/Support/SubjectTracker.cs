using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Support;

/// <summary>The tracker of <see cref="Subject"/>.</summary>
internal sealed class SubjectTracker(TrackerOptions options, ILoggerFactory? loggerFactory)
    : Tracker<string, Subject>("Subject", options, null, loggerFactory, StringComparer.Ordinal, [])
{
    public ValueTask<Subject> OpenAsync(string key, Func<string, Subject> create, CancellationToken cancellationToken) =>
        OpenAsync(key, create, null, cancellationToken);

    public new Subject? FindBySpan(ReadOnlySpan<char> key) => base.FindBySpan(key);
}
