using System;

namespace GenTracker.Generators.Model;

/// <summary>The members that are generated for an attribute that can be counted.</summary>
[Flags]
internal enum CounterMembers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>IncrementX</c>.</summary>
    Increment = 1,

    /// <summary><c>DecrementX</c>.</summary>
    Decrement = 2,

    /// <summary><c>TryIncrementX</c>.</summary>
    TryIncrement = 4,

    /// <summary><c>IncrementXUpTo</c>.</summary>
    IncrementUpTo = 8,

    /// <summary><c>RaiseXTo</c>.</summary>
    Raise = 16,

    /// <summary><c>TryRetireAtX</c>.</summary>
    RetireAt = 32,

    /// <summary>What a striped counter has.</summary>
    Striped = Increment | Decrement | TryIncrement,

    /// <summary>What a number that anybody may overwrite has.</summary>
    Settable = Striped | IncrementUpTo | Raise,

    /// <summary>What a get-only counter has.</summary>
    GetOnly = Settable | RetireAt,
}
