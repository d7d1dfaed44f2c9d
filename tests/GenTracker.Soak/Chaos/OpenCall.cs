namespace GenTracker.Soak.Chaos;

/// <summary>How a caller opens a key.</summary>
internal enum OpenCall
{
    FindOrOpen, Open, Reopen,
}
