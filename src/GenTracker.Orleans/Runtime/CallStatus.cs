using System.ComponentModel;

namespace GenTracker.Orleans.Runtime;

/// <summary>What became of a call to a child.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CallStatus
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>No child runs under the key. Nothing was done.</summary>
    NotFound,

    /// <summary>The incarnation has ended. Nothing was done.</summary>
    Ended,

    /// <summary>The node's version of the class has no such attribute or method. Nothing was done.</summary>
    Unknown,

    /// <summary>The key is taken, so it was not opened.</summary>
    AlreadyExists,

    /// <summary>A later reopening came first.</summary>
    Superseded,

    /// <summary>The child could not be started.</summary>
    StartFailed,

    /// <summary>The code of the child has thrown.</summary>
    Failed,

    /// <summary>Another node owns the key, or this node leaves the cluster. Nothing was done, and a new call finds the owner.</summary>
    Misplaced,

    /// <summary>The store did not answer. Whether it was done is unknown.</summary>
    StoreFailed,

    /// <summary>The condition of the change does not hold. Nothing was done.</summary>
    Refused,

    /// <summary>Another child of the node holds the value of a unique attribute; the result is the text of its key. Nothing was done.</summary>
    ValueTaken,
}
