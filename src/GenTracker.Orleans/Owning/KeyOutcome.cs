using System;

namespace GenTracker.Orleans.Owning;

/// <summary>What became of a request for a key.</summary>
/// <param name="Status">The status.</param>
/// <param name="Error">The exception, if there was one.</param>
internal readonly record struct KeyOutcome(KeyStatus Status, Exception? Error = null);

/// <summary>What became of a request for a key.</summary>
internal enum KeyStatus
{
    /// <summary>The node owns the key and has started its child.</summary>
    Opened,

    /// <summary>No child was asked for with arguments, and the key need not run.</summary>
    NotWanted,

    /// <summary>Another node owns the key, or this one has no lease.</summary>
    Misplaced,

    /// <summary>A later reopening came first.</summary>
    Superseded,

    /// <summary>The child could not be started.</summary>
    StartFailed,

    /// <summary>The store has failed.</summary>
    StoreFailed,
}
