using System;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>All indexes of a tracker: leads each child through them.</summary>
internal sealed class TrackerIndexes<TChild>(ReadOnlySpan<AttributeIndex> indexes) : ChildObserver<TChild>
    where TChild : class
{
    private readonly AttributeIndex[] _indexes = indexes.ToArray();

    public override void Attach(TChild child, IKeyHolder holder)
    {
        var attached = 0;
        try
        {
            for (; attached < _indexes.Length; attached++)
                ValueOf(child, attached).Attach(_indexes[attached], child, holder);
        }
        finally
        {
            if (attached < _indexes.Length)
            {
                while (attached > 0)
                    ValueOf(child, --attached).Detach();
            }
        }
    }

    public override void Detach(TChild child)
    {
        for (var i = 0; i < _indexes.Length; i++)
            ValueOf(child, i).Detach();
    }

    public override void SetShown(TChild child, bool isShown)
    {
        for (var i = 0; i < _indexes.Length; i++)
            ValueOf(child, i).SetShown(isShown);
    }

    public override void Release(TChild child)
    {
        for (var i = 0; i < _indexes.Length; i++)
            ValueOf(child, i).Release();
    }

    public override IKeyHolder? GetHolder(TChild child) => ValueOf(child, 0).Holder;

    private static IndexedValue ValueOf(TChild child, int index) => ((IIndexedChild)(object)child).GetIndexedValue(index);
}
