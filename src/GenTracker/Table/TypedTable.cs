using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Table;

/// <summary>Adds the types to a <see cref="ProbingTable{TKey, TComparer}"/>, which stores objects. A stored key has the layout of the key.</summary>
internal sealed class TypedTable<TKey, TStored, TComparer, TValue, TVisible> : ChildTable<TKey, TValue, TVisible>
    where TKey : notnull
    where TStored : notnull
    where TComparer : struct, IKeyComparer<TStored>
    where TValue : class
    where TVisible : class
{
    private readonly ProbingTable<TStored, TComparer> _table = new();

    public override Lock WriterLock => _table.WriterLock;

    public override int Additions => _table.Additions;

    public override IEnumerable<TValue> Values => _table.Values.Select(static value => Unsafe.As<TValue>(value));

    public override IEnumerable<TVisible> Visible => _table.Visible.Select(static visible => Unsafe.As<TVisible>(visible));

    public override TVisible? Find(TKey key) => Unsafe.As<TVisible>(_table.Find(Stored(ref key)));

    public override TVisible? Find(ReadOnlySpan<char> key) => Unsafe.As<TVisible>(_table.Find(key));

    public override TVisible? FindShown(TKey key, out TValue? value)
    {
        object? visible = _table.FindShown(Stored(ref key), out object? found);
        value = Unsafe.As<TValue>(found);
        return Unsafe.As<TVisible>(visible);
    }

    public override uint Hash(TKey key) => TComparer.Hash(Stored(ref key));

    public override bool TryGet(TKey key, uint hash, [NotNullWhen(true)] out TValue? value)
    {
        value = Unsafe.As<TValue>(_table.Get(Stored(ref key), hash));
        return value is not null;
    }

    public override bool TryAdd(TKey key, uint hash, TValue value, TVisible? visible = null) => _table.TryAdd(Stored(ref key), hash, value, visible);

    public override bool TryAddAbsent(TKey key, uint hash, TValue value, int additions) => _table.TryAddAbsent(Stored(ref key), hash, value, additions);

    public override bool MayHaveAdded(uint hash, int additions) => _table.MayHaveAdded(hash, additions);

    public override bool TryReplace(uint hash, TValue value, TValue replaced) => _table.TryReplace(hash, value, replaced);

    public override bool TryRemove(uint hash, TValue value) => _table.TryRemove(hash, value);

    public override void SetVisible(uint hash, TValue value, TVisible? visible) => _table.SetVisible(hash, value, visible);

    private static TStored Stored(ref TKey key) => Unsafe.As<TKey, TStored>(ref key);
}
