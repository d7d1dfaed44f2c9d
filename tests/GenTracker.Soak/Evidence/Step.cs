namespace GenTracker.Soak.Evidence;

/// <summary>What a key's history is made of.</summary>
internal enum Step
{
    Constructing,
    ConstructorThrew,
    Constructed,
    Starting,
    Started,
    StartFailed,
    Running,
    Ran,
    RunFailed,
    AfterTerminate,
    AfterTerminateEnded,
    Disposing,
    Disposed,
    ScopeDisposed,
    Adopted,
    OpenReturned,
    StopRequested,
    StopReturned,
    GivenUp,
    Retired,
}
