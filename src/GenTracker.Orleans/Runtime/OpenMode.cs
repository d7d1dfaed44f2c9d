using System.ComponentModel;

namespace GenTracker.Orleans.Runtime;

/// <summary>What an opening does if the key is taken.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum OpenMode
{
    /// <summary>It finds the child.</summary>
    FindOrOpen,

    /// <summary>It fails.</summary>
    Open,

    /// <summary>It replaces the child.</summary>
    Reopen,
}
