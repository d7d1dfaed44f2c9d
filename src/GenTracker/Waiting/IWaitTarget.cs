namespace GenTracker.Waiting;

/// <summary>What a wait is for: a life, or an opening that is handed from one life of a key to the next.</summary>
internal interface IWaitTarget
{
    /// <summary>The life that the wait depends on now.</summary>
    LifeNode? Life { get; }
}
