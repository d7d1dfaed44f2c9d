namespace GenTracker.Tests.Programs;

/// <summary>What a program can do to a tracker.</summary>
internal enum Verb
{
    /// <summary>Opens a key.</summary>
    Open,

    /// <summary>Stops a key.</summary>
    Stop,

    /// <summary>Adopts an object, whose owner heeds its token or not.</summary>
    Adopt,

    /// <summary>The owner of the last object that was adopted under a key says that it has ended.</summary>
    Release,

    /// <summary>Counts on the child of a key.</summary>
    CountByKey,

    /// <summary>Counts on some child that there ever was.</summary>
    Count,

    /// <summary>Takes one of two seats of some child that there ever was.</summary>
    Take,

    /// <summary>Leaves a seat of some child that there ever was.</summary>
    Leave,

    /// <summary>Ends the child of a key if nobody sits there.</summary>
    Retire,

    /// <summary>Waits until so much was counted on a child of the key.</summary>
    WaitFor,

    /// <summary>Waits until nothing is on its way.</summary>
    Settle,

    /// <summary>Gives up one of the calls that wait.</summary>
    Cancel,

    /// <summary>Subscribes one more reader.</summary>
    Watch,

    /// <summary>Lets the oldest waiting step of some child go on.</summary>
    LetGo,

    /// <summary>Lets the oldest waiting step of some child fail.</summary>
    Fail,

    /// <summary>Moves the clock by some seconds.</summary>
    Advance,

    /// <summary>Closes the tracker.</summary>
    Close,

    /// <summary>Closes the tracker without any grace.</summary>
    CloseAtOnce,
}
