using System;

namespace GenTracker.Generators.Model;

/// <summary>The members that are generated for a property with a setter, whatever its type.</summary>
[Flags]
internal enum SettableMembers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>ExchangeX</c>.</summary>
    Exchange = 1,

    /// <summary><c>UpdateX</c>.</summary>
    Update = 2,

    /// <summary><c>UpdateX</c> with a state.</summary>
    UpdateWithState = 4,

    /// <summary><c>TrySetX</c>.</summary>
    TrySet = 8,

    /// <summary>The members of every property with a setter.</summary>
    All = Exchange | Update | UpdateWithState,

    /// <summary>The members of a property whose values one child at most may hold.</summary>
    Unique = All | TrySet,
}
