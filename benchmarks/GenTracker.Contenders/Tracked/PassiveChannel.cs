namespace GenTracker.Contenders.Tracked;

/// <summary>A tracked child that runs nothing: its owner adds it and takes it out.</summary>
[Tracker]
public sealed partial class PassiveChannel
{
    [TrackedAttr] public partial long BytesIn { get; }
}
