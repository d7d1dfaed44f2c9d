namespace GenTracker.Supervision;

/// <summary>Where a life's story goes on when what it waits for is over.</summary>
internal enum Step : byte
{
    /// <summary>Constructor and start are over.</summary>
    Started,

    /// <summary>The run is over.</summary>
    Ran,

    /// <summary>The last words are over.</summary>
    Spoke,

    /// <summary>The disposal is over.</summary>
    Disposed,

    /// <summary>The delay before a restart is over.</summary>
    Rested,
}
