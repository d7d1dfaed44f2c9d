namespace GenTracker.Cores;

/// <summary>A lock that the lifecycles of all keys take.</summary>
/// <param name="Takes">How often each open and stop takes it.</param>
/// <param name="HeldNanoseconds">How long each open and stop holds it, all in all.</param>
public sealed record SharedLock(double Takes, double HeldNanoseconds);
