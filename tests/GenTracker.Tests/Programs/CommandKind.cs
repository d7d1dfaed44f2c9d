namespace GenTracker.Tests.Programs;

/// <summary>What a command does.</summary>
internal enum CommandKind
{
    /// <summary>Opens a key.</summary>
    Open,

    /// <summary>Opens a key that must be free.</summary>
    OpenNew,

    /// <summary>Opens a key anew, in the place of whoever has it.</summary>
    Reopen,

    /// <summary>Adopts an object, in the place of whoever has the key.</summary>
    TakeOver,

    /// <summary>Stops a key.</summary>
    Stop,

    /// <summary>Stops any child that ever existed.</summary>
    StopChild,

    /// <summary>Adopts an object, whose owner obeys its token or not.</summary>
    Adopt,

    /// <summary>The owner of the last object adopted under a key ends it.</summary>
    Release,

    /// <summary>Increments a counter of the child of a key.</summary>
    CountByKey,

    /// <summary>Increments a counter of any child that ever existed.</summary>
    Count,

    /// <summary>Lets any child that ever existed be found by a value.</summary>
    SetTeam,

    /// <summary>Gives any child that ever existed a value that one child at most may have.</summary>
    SetBadge,

    /// <summary>Takes one of two seats of any child that ever existed.</summary>
    Take,

    /// <summary>Leaves a seat of any child that ever existed.</summary>
    Leave,

    /// <summary>Ends the child of a key if no seat is taken.</summary>
    Retire,

    /// <summary>Ends any child that ever existed, for good.</summary>
    RetireChild,

    /// <summary>Waits until a counter of the key.s child has this value.</summary>
    WaitFor,

    /// <summary>Waits until the tracker has settled.</summary>
    Settle,

    /// <summary>Cancels one of the calls that wait.</summary>
    Cancel,

    /// <summary>Subscribes one more reader.</summary>
    Watch,

    /// <summary>Continues the oldest waiting step of a child.</summary>
    LetGo,

    /// <summary>Fails the oldest waiting step of a child.</summary>
    Fail,

    /// <summary>Moves the clock by some seconds.</summary>
    Advance,

    /// <summary>Closes the tracker.</summary>
    Close,

    /// <summary>Closes the tracker without grace.</summary>
    CloseAtOnce,
}
