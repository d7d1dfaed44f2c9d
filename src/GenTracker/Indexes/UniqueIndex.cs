using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using GenTracker.Runtime;
using GenTracker.Table;

namespace GenTracker.Indexes;

#pragma warning disable CS8714 // null has no cell in the table: nobody holds it

/// <summary>Finds the one child that holds a value of a unique attribute. All members are thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UniqueIndex<T> : AttributeIndex
{
    private readonly ChildTable<T, ValueClaim<T>, object> _claims;

    /// <summary>Initializes an empty index.</summary>
    /// <param name="attribute">The name of the attribute.</param>
    /// <param name="comparer">The comparer of strings; null for the equality of the values' own type.</param>
    public UniqueIndex(string attribute, IEqualityComparer<T>? comparer)
    {
        Attribute = attribute;
        Comparer = comparer ?? EqualityComparer<T>.Default;
        _claims = ChildTables.Create<T, ValueClaim<T>, object>(comparer);
    }

    internal string Attribute { get; }

    internal IEqualityComparer<T> Comparer { get; }

    /// <summary>The running child that has the value; without a lock and without allocating.</summary>
    internal object? Find(T value) => value is null ? null : _claims.FindShown(value, out ValueClaim<T>? claim) ?? claim?.Find();

    /// <summary>Claims a value for a key; null if another key has it.</summary>
    internal ValueClaim<T>? TryClaim(T value, IKeyHolder holder, out ValueClaim? takenBy)
    {
        takenBy = null;
        uint hash = _claims.Hash(value);
        var hasWaited = false;
        SpinWait spin = default;
        while (true)
        {
            if (!_claims.TryGet(value, hash, out ValueClaim<T>? present))
            {
                var claim = new ValueClaim<T>(this, value, hash, holder);
                if (_claims.TryAdd(value, hash, claim))
                    return claim;
                continue;
            }

            switch (present.TryAcquire(holder))
            {
                case ValueClaim<T>.Acquisition.Done:
                    return present;
                case ValueClaim<T>.Acquisition.Over:
                    Remove(present);
                    break;
                case ValueClaim<T>.Acquisition.Pending:
                    spin.SpinOnce();
                    break;
                case ValueClaim<T>.Acquisition.Taken when !hasWaited:
                    // The child may have taken another value already, and be about to give up this one.
                    present.AwaitWrite();
                    hasWaited = true;
                    break;
                default:
                    takenBy = present;
                    return null;
            }
        }
    }

    /// <summary>Lets finds return the child of a claim without a look at the claim; null: they look at it.</summary>
    internal void SetVisible(ValueClaim<T> claim, object? child) => _claims.SetVisible(claim.Hash, claim, child);

    internal void Remove(ValueClaim<T> claim) => _claims.TryRemove(claim.Hash, claim);
}
