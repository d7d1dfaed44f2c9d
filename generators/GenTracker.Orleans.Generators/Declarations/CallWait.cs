namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>How the result of a method is waited for.</summary>
internal enum CallWait
{
    /// <summary>It is there at once.</summary>
    None,

    /// <summary>The method returns a <c>Task</c>.</summary>
    Task,

    /// <summary>The method returns a <c>ValueTask</c>.</summary>
    ValueTask,
}
