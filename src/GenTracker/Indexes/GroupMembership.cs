using System.Runtime.CompilerServices;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>The group of a child, and its place there.</summary>
internal struct GroupMembership<T> : IMembership<T>
{
    private ValueGroup<T>? _group;
    private GroupPlace _place;

    public static object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy)
    {
        takenBy = null;
        return Unsafe.As<GroupIndex<T>>(index).GetOrAdd(value);
    }

    public static void Cancel(object? place) => Unsafe.As<ValueGroup<T>?>(place)?.EndIfEmpty();

    public static bool HasValue(object place, T value) => Unsafe.As<ValueGroup<T>>(place).HasValue(value);

    public readonly bool TryEnter(object? place, object? child, bool isShown, out GroupPlace entered)
    {
        entered = default;
        if (ReferenceEquals(place, _group))
            return true;
        if (place is not null && !Unsafe.As<ValueGroup<T>>(place).TryAdd(child!, isShown, out entered))
            return false;
        Suspend();
        return true;
    }

    public void Leave(object? place, object? child, bool isShown, in GroupPlace entered)
    {
        if (ReferenceEquals(place, _group))
            return;
        if (isShown && place is not null)
            entered.Entry.Settle();
        _group?.Remove(in _place, isShown);
        _group = Unsafe.As<ValueGroup<T>?>(place);
        _place = entered;
    }

    public readonly void OnShown(object? child)
    {
        if (_group is null)
            return;
        _place.Entry.Settle();
        _group.OnShown(1);
    }

    public readonly void OnHidden(object? child)
    {
        Suspend();
        _group?.OnShown(-1);
    }

    public bool OnSealed(object? child, bool isShown)
    {
        Leave(place: null, child, isShown, entered: default);
        return true;
    }

    public readonly void Release()
    {
    }

    private readonly void Suspend()
    {
        if (_group is not null)
            _place.Entry.Suspend();
    }
}
