namespace GenTracker.Soak.Chaos;

/// <summary>What a random caller does next.</summary>
internal enum CallerAction
{
    Open, OpenNew, Reopen, Adopt, TakeOver, Use, Lease, IncrementByKey, Stop, StopChild, WaitFor, List, Retire, RetireForGood, Settle, FollowEnd,
}
