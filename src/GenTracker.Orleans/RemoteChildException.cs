using System;
using GenTracker.Orleans.Runtime;

namespace GenTracker.Orleans;

/// <summary>
/// Thrown instead of an exception of a child's code on another node, which may have no serializer: with the texts of that exception. All that the code did
/// before it threw was done.
/// </summary>
public sealed class RemoteChildException : ClusterException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="node">The node on which the code ran.</param>
    /// <param name="errorType">The full name of the type of the exception that the code threw.</param>
    /// <param name="errorMessage">Its message.</param>
    /// <param name="errorStackTrace">Its stack trace, if it has one.</param>
    public RemoteChildException(string trackerName, object? key, string? node, string errorType, string errorMessage, string? errorStackTrace)
        : base($"Tracker {trackerName}, on node {node}: {errorType}: {errorMessage}", trackerName, key, isOutcomeKnown: false) =>
        (Node, ErrorType, ErrorMessage, ErrorStackTrace) = (node, errorType, errorMessage, errorStackTrace);

    internal RemoteChildException(string trackerName, object? key, string? node, RemoteError error)
        : this(trackerName, key, node, error.Type, error.Message, error.Stack)
    {
    }

    /// <summary>The node on which the code ran: the address of its silo.</summary>
    public string? Node { get; }

    /// <summary>The full name of the type of the exception that the code threw.</summary>
    public string ErrorType { get; }

    /// <summary>The message of that exception.</summary>
    public string ErrorMessage { get; }

    /// <summary>The stack trace of that exception, on its node. <see langword="null"/> if it has none.</summary>
    public string? ErrorStackTrace { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        ErrorStackTrace is null ? base.ToString() : $"{base.ToString()}{Environment.NewLine}   --- On node {Node} ---{Environment.NewLine}{ErrorStackTrace}";
}
