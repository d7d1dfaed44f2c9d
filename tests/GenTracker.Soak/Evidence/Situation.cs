namespace GenTracker.Soak.Evidence;

/// <summary>What must have happened at least once in a soak, each name as it is: a piece of misbehaviour, or an outcome.</summary>
internal enum Situation
{
    // Constructors, and what they are given.
    ServiceThrows,
    ConstructorThrows,
    ConstructorIsSlow,
    ConstructorBlocks,

    // Starts.
    StartThrowsAtOnce,
    StartThrowsLater,
    StartReturnsNull,
    StartIsSlow,
    StartWaitsForItsToken,
    StartSucceedsAfterItsToken,
    StartHangs,
    StartBlocks,
    StartCountsAndThrows,
    StartOpensAnother,
    StartOpensItself,

    // Runs.
    RunCompletes,
    RunFails,
    RunThrowsAtOnce,
    RunReturnsNull,
    RunCancelsItself,
    RunHangs,
    RunBlocks,
    RunBlocksUntilStopped,
    RunIsSlowToStop,
    RunThrowsWhenStopped,
    RunCallbackThrows,
    RunCallbackBlocks,
    RunRetiresItself,
    RunWaitsForItsOwnStop,
    RunOpensAnother,

    // Ends.
    AfterTerminateThrows,
    AfterTerminateIsSlow,
    AfterTerminateWaitsForItsToken,
    AfterTerminateHangs,
    AfterTerminateOpensItself,
    AfterTerminateOpensAnother,
    DisposalThrows,
    DisposalIsSlow,
    DisposalHangs,

    // Owners of adopted children.
    OwnerEnds,
    OwnerHeedsStopping,
    OwnerIsDeaf,
    OwnerEndsTwice,
    CompletionFails,
    CompletionIsCancelled,
    CompletionHasEnded,
    AdoptionRefused,

    // Loggers, predicates, watchers.
    LoggerThrows,
    LoggerIsSlow,
    LoggerBlocks,
    PredicateHeld,
    PredicateThrows,
    PredicateBlocks,
    PredicateWaitCancelled,
    PredicateWaitClosed,
    WatcherKeepsUp,
    WatcherIsSlow,
    WatcherLeaves,
    WatcherThrows,
    WatcherFellBehind,

    // What openers and those who stop are told.
    OpenFound,
    OpenOpened,
    OpenCancelled,
    OpenTimedOut,
    OpenOvertakenByStop,
    OpenFailed,
    OpenClosed,
    OpenFull,
    StopStopped,
    StopFoundNothing,
    StopCancelled,

    // How children end.
    ExitCompleted,
    ExitFailed,
    ExitStopped,
    ExitRetired,
    ExitTrackerClosed,
    ExitStartFailed,
    ExitRestartLimit,
    ExitAbandoned,
    TransientRestart,
    PermanentRestart,
    StartFailedInRestart,
    StartSucceededTooLate,
    GivenUpWhileAnotherLived,
    CountRefusedInTheMiddle,

    // Whole trackers.
    ClosedAtWork,
    ClosedUnderPressure,
    ClosedIdle,

    // The scenes with a strict ending.
    HerdSharedOneStart,
    HerdSharedOneFailure,
    RingWasTold,
    StartWasOvertaken,
    IdleChildRetired,
    RestartsFollowedPolicy,
    CountsWereExactUnderStop,
    NeighboursWereNotDelayed,
}
