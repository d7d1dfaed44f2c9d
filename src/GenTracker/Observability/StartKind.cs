namespace GenTracker.Observability;

/// <summary>How a child came to a key.</summary>
internal enum StartKind : byte
{
    Open,
    Restart,
    Adopt,
}
