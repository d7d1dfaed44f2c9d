namespace GenTracker.Waiting;

/// <summary>Which code of the child an <see cref="Activity"/> is.</summary>
internal enum ActivityKind : byte
{
    Starting,
    Running,
    AfterTerminate,
    Disposing,
}
