namespace GenTracker.Tests.Parity;

/// <summary>A child whose key is any term.</summary>
[Tracker<Term>]
internal sealed partial class Row
{
    [TrackedAttr(Default = "")] public partial string Value { get; set; }

    [TrackedAttr] public partial long Count { get; }
}
