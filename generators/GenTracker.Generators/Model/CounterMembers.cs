using System;

namespace GenTracker.Generators.Model;

/// <summary>The members that are generated for a property that can be incremented.</summary>
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

    /// <summary><c>TryDecrementX</c>.</summary>
    TryDecrement = 64,

    /// <summary><c>DecrementXDownTo</c>.</summary>
    DecrementDownTo = 128,

    /// <summary><c>AcquireX</c>.</summary>
    Acquire = 256,

    /// <summary><c>TryAcquireXUpTo</c>.</summary>
    TryAcquireUpTo = 512,

    /// <summary>The members that can lower a counter.</summary>
    Lowering = Decrement | TryDecrement | DecrementDownTo | Acquire | TryAcquireUpTo,

    /// <summary>The members of a striped counter.</summary>
    Striped = Increment | Decrement | TryIncrement,

    /// <summary>The members of a property with a setter.</summary>
    Settable = Striped | TryDecrement | IncrementUpTo | DecrementDownTo | Raise,

    /// <summary>The members of a get-only counter.</summary>
    GetOnly = Settable | RetireAt,

    /// <summary>The members of a get-only counter that belongs to one incarnation, so that others can hold a part of it.</summary>
    Leased = GetOnly | Acquire | TryAcquireUpTo,
}
