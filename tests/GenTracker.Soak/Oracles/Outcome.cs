namespace GenTracker.Soak.Oracles;

/// <summary>What comes of it. A long soak sees each at least once.</summary>
internal enum Outcome
{
    // What openers, stoppers, adopters, waiters and readers are told.
    OpenFound, OpenOpened, OpenCancelled, OpenTimedOut, OpenOvertakenByStop, OpenFailed, OpenClosed, OpenFull, StopStopped, StopFoundNothing,
    OpenRefused, Superseded, Reopened, TookOver, TakeoverCancelled, StopCancelled, ChildStopped, ChildWasGone,
    AdoptionRefused, PredicateHeld, PredicateWaitCancelled, PredicateWaitClosed, ReaderFellBehind,

    // How children end.
    ExitCompleted, ExitFailed, ExitStopped, ExitRetired, ExitTrackerClosed, ExitStartFailed, ExitRestartLimit, ExitAbandoned, TransientRestart,
    PermanentRestart, RetiredForGood, LeaseGivenBack, LeaseOutlivedItsChild,
    StartFailedInRestart, StartSucceededTooLate, AbandonedWhileAnotherLived, IncrementRefusedInTheMiddle,

    // The scenarios, and how trackers close: these come about whatever the random numbers and the machine do.
    ClosedAtWork, ClosedUnderPressure, ClosedIdle, OpenersSharedOneStart, OpenersSharedOneFailure, CycleWasTold, StartWasOvertaken,
    IdleChildRetired, RestartsFollowedPolicy, CountsWereExactUnderStop, NeighboursWereNotDelayed,
}
