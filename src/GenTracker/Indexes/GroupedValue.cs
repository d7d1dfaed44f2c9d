using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>The value of an attribute by which children are found in groups, in one child.</summary>
internal sealed class GroupedValue<T, TSlot>(TSlot slot) : IndexedValue<T, TSlot>(slot)
    where TSlot : struct, ISettableSlot<T>
{
    // Under the lock.
    private ValueGroup<T>? _group;
    private GroupPlace _place;
    private GroupPlace _entered;

    internal override void Release()
    {
    }

    private protected override object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy)
    {
        takenBy = null;
        return ((GroupIndex<T>)index).GetOrAdd(value);
    }

    private protected override void Cancel(object? place) => ((ValueGroup<T>?)place)?.EndIfEmpty();

    private protected override bool TryEnter(object? place) =>
        place is null || ReferenceEquals(place, _group) || ((ValueGroup<T>)place).TryAdd(this, out _entered);

    private protected override void Leave(object? place)
    {
        if (ReferenceEquals(place, _group))
            return;
        _group?.Remove(this, _place);
        _group = (ValueGroup<T>?)place;
        _place = _entered;
        _entered = default;
    }

    private protected override void OnShown(bool isShown) => _group?.OnShown(isShown);

    private protected override void OnSealed()
    {
        Leave(place: null);
        ForgetIndex();
    }
}
