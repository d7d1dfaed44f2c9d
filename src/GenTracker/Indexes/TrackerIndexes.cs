using System;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>All indexes of a tracker: leads each child through them.</summary>
internal sealed class TrackerIndexes<TChild> : ChildObserver<TChild>
    where TChild : class
{
    private readonly AttributeIndex[] _indexes;

    public TrackerIndexes(ReadOnlySpan<AttributeIndex> indexes)
    {
        _indexes = indexes.ToArray();
        for (var i = 0; i < _indexes.Length; i++)
            _indexes[i].Number = i;
    }

    public override void Attach(TChild child, IKeyHolder holder)
    {
        var attached = 0;
        try
        {
            for (; attached < _indexes.Length; attached++)
            {
                var attachment = new Attachment(_indexes[attached], child, holder);
                _indexes[attached].Visit(child, ref attachment);
            }
        }
        finally
        {
            if (attached < _indexes.Length)
                Detach(child, attached);
        }
    }

    public override void Detach(TChild child) => Detach(child, _indexes.Length);

    public override void SetShown(TChild child, bool isShown)
    {
        var showing = new Showing(isShown);
        foreach (AttributeIndex index in _indexes)
            index.Visit(child, ref showing);
    }

    public override void Release(TChild child)
    {
        Releasing releasing = default;
        foreach (AttributeIndex index in _indexes)
            index.Visit(child, ref releasing);
    }

    public override IKeyHolder? GetHolder(TChild child)
    {
        HolderQuery query = default;
        _indexes[0].Visit(child, ref query);
        return query.Holder;
    }

    private void Detach(TChild child, int count)
    {
        Detachment detachment = default;
        foreach (AttributeIndex index in _indexes.AsSpan(0, count))
            index.Visit(child, ref detachment);
    }

    private readonly struct Attachment(AttributeIndex index, TChild child, IKeyHolder holder) : IIndexedVisitor
    {
        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            slot.Attach(index, child, holder);
    }

    private readonly struct Detachment : IIndexedVisitor
    {
        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            slot.Detach();
    }

    private readonly struct Showing(bool isShown) : IIndexedVisitor
    {
        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            slot.SetShown(isShown);
    }

    private readonly struct Releasing : IIndexedVisitor
    {
        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            slot.Release();
    }

    private struct HolderQuery : IIndexedVisitor
    {
        public IKeyHolder? Holder { get; private set; }

        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            Holder = slot.Holder;
    }
}
