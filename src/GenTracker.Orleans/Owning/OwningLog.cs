using System;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Owning;

internal static partial class OwningLog
{
    [LoggerMessage(101, LogLevel.Warning, "The lease of node {Node} could not be renewed; it is valid for another {Remaining}")]
    public static partial void RenewalFailed(ILogger logger, string node, TimeSpan remaining, Exception exception);

    [LoggerMessage(113, LogLevel.Warning, "Node {Node} does not start, and could not give its lease back; it runs out by itself")]
    public static partial void GivingBackFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(102, LogLevel.Critical, "Node {Node} has lost its lease: {Reason}. Its children are stopped, and its host stops")]
    public static partial void LeaseLost(ILogger logger, string node, string reason);

    [LoggerMessage(
        103,
        LogLevel.Error,
        "The lease of node {Node} is over, because the store does not answer. Its children run on (OnStoreLost), and others may take their keys")]
    public static partial void LeaseSuspended(ILogger logger, string node);

    [LoggerMessage(104, LogLevel.Warning, "Node {Node} has its lease again. Its children whose keys were taken meanwhile are stopped")]
    public static partial void LeaseRegained(ILogger logger, string node);

    [LoggerMessage(105, LogLevel.Warning, "{Tracker}: the key {Key}, of epoch {Epoch}, could not be given back to the store; the node tries again")]
    public static partial void ReleaseFailed(ILogger logger, string tracker, string key, long epoch, Exception exception);

    [LoggerMessage(106, LogLevel.Error, "{Tracker}: the key {Key} was taken over and could not be started. A node tries again at its next sweep")]
    public static partial void TakeoverFailed(ILogger logger, string tracker, string key, Exception exception);

    [LoggerMessage(107, LogLevel.Information, "{Tracker}: node {Node} takes over {Count} keys that no node owns")]
    public static partial void TakingOver(ILogger logger, string tracker, string node, int count);

    [LoggerMessage(108, LogLevel.Warning, "{Tracker}: the sweep for keys without an owner failed; the next one follows")]
    public static partial void SweepFailed(ILogger logger, string tracker, Exception exception);

    [LoggerMessage(109, LogLevel.Error, "{Tracker}: the store says that node {Node} no longer owns {Key}, of epoch {Epoch}. Its child is stopped")]
    public static partial void KeyTaken(ILogger logger, string tracker, string node, string key, long epoch);

    [LoggerMessage(110, LogLevel.Warning, "Node {Dead} was declared dead; its lease is not renewed any more, and its keys are free when it is over")]
    public static partial void NodeRevoked(ILogger logger, string dead);

    [LoggerMessage(111, LogLevel.Critical, "The host has not stopped within {Timeout} (ExitTimeout) after its node lost the lease. The process exits")]
    public static partial void Exits(ILogger logger, TimeSpan timeout);

    [LoggerMessage(114, LogLevel.Warning, "{Tracker}: the surviving attributes of {Count} keys could not be written; the node tries again")]
    public static partial void CheckpointFailed(ILogger logger, string tracker, int count, Exception exception);

    [LoggerMessage(
        115,
        LogLevel.Warning,
        "{Tracker}: the surviving attributes of {Count} keys, {Key} among them, could not be read or serialized, so a crash loses what has changed since "
            + "their last checkpoint")]
    public static partial void SurvivorsUnreadable(ILogger logger, string tracker, int count, string key, Exception exception);

    [LoggerMessage(116, LogLevel.Warning, "Node {Node} has lost its lease, and the store threw when its calls were cancelled")]
    public static partial void CancellationFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(
        117,
        LogLevel.Warning,
        "{Tracker}: the last attributes of {Key} could not be read and serialized, so the store does not have them. A key that moves goes on with its last "
            + "checkpoint")]
    public static partial void EndUnreadable(ILogger logger, string tracker, string key, Exception exception);

    [LoggerMessage(
        112,
        LogLevel.Warning,
        "{Tracker}: its StopTimeout of {StopTimeout} is longer than the cluster's StopMargin of {StopMargin}. A node that loses its lease abandons children "
            + "that have not stopped within the margin, and these may overlap with their successors")]
    public static partial void StopTimeoutTooLong(ILogger logger, string tracker, TimeSpan stopTimeout, TimeSpan stopMargin);
}
