namespace GenTracker.Soak.Chaos;

/// <summary>What the soak's code does wrong, or differently, on purpose. A long soak sees each at least once.</summary>
internal enum FaultKind
{
    // Services and constructors.
    ServiceThrows, ConstructorThrows, ConstructorIsSlow, ConstructorBlocks,

    // Starts.
    StartThrowsAtOnce, StartThrowsLater, StartReturnsNull, StartIsSlow, StartWaitsForItsToken, StartSucceedsAfterItsToken, StartHangs, StartBlocks,
    StartCountsAndThrows, StartOpensAnother, StartOpensItself,

    // Runs.
    RunCompletes, RunFails, RunThrowsAtOnce, RunReturnsNull, RunCancelsItself, RunHangs, RunBlocks, RunBlocksUntilStopped, RunIsSlowToStop,
    RunThrowsWhenStopped, RunCallbackThrows, RunCallbackBlocks, RunRetiresItself, RunWaitsForItsOwnStop, RunOpensAnother,

    // Termination callbacks and disposals.
    AfterTerminateThrows, AfterTerminateIsSlow, AfterTerminateWaitsForItsToken, AfterTerminateHangs, AfterTerminateOpensItself,
    AfterTerminateOpensAnother, DisposalThrows, DisposalIsSlow, DisposalHangs,

    // Owners of adopted children.
    OwnerEnds, OwnerObeysStopping, OwnerIgnoresStopping, OwnerEndsTwice, CompletionFails, CompletionIsCancelled, CompletionHasEnded,

    // Loggers, predicates and readers of events.
    LoggerThrows, LoggerIsSlow, LoggerBlocks, PredicateThrows, PredicateBlocks, ReaderKeepsUp, ReaderIsSlow, ReaderLeaves, ReaderThrows,
}
