using System;

namespace GenTracker.Interleavings.Support;

/// <summary>One call that replaces whoever holds a key: a reopen or a takeover.</summary>
internal sealed class ReplacementCall(string key, string caller, int invokedAt)
{
    public string Key => key;

    /// <summary>The name of its caller, which is the opener of its child.</summary>
    public string Caller => caller;

    /// <summary>When the call began, in the order of all beginnings and returns.</summary>
    public int InvokedAt => invokedAt;

    /// <summary>When the call returned its task.</summary>
    public int ReturnedAt { get; set; } = int.MaxValue;

    /// <summary>The child that got the key.</summary>
    public ProbeChild? Child { get; set; }

    /// <summary>Why no child got it.</summary>
    public Exception? Refusal { get; set; }

    public bool IsSuperseded => Refusal is ChildSupersededException;

    /// <summary>Whether this call had returned when the other one began.</summary>
    public bool IsBefore(ReplacementCall other) => ReturnedAt < other.InvokedAt;
}
