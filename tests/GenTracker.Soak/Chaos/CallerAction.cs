namespace GenTracker.Soak.Chaos;

/// <summary>What a random caller does next.</summary>
internal enum CallerAction
{
    Open, Adopt, Use, IncrementByKey, Stop, WaitFor, List, Retire, Settle, FollowEnd,
}
