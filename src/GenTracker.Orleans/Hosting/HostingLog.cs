using System;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(121, LogLevel.Warning, "Node {Node} could not tell the store that it leaves; it hands its keys over all the same")]
    public static partial void RevocationFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(122, LogLevel.Warning, "Node {Node} could not give its lease back; other nodes wait until it is over")]
    public static partial void ReleaseFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(123, LogLevel.Debug, "Node {Other} was not told that keys are free; it finds them at its next sweep")]
    public static partial void TellingFailed(ILogger logger, string other, Exception exception);

    [LoggerMessage(124, LogLevel.Warning, "The rows of ended keys could not be deleted; the node tries again later")]
    public static partial void DeletionFailed(ILogger logger, Exception exception);
}
