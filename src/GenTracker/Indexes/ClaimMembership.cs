using System.Runtime.CompilerServices;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>The claim of a child to the value of a unique attribute. It has its claim from its write on, until it has ended.</summary>
/// <param name="survives">Whether the next incarnation inherits the value, so that the claim outlives this one.</param>
internal struct ClaimMembership<T>(bool survives) : IMembership<T>
{
    private ValueClaim<T>? _claim;

    public static object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy)
    {
        takenBy = null;
        return value is null ? null : Unsafe.As<UniqueIndex<T>>(index).TryClaim(value, holder, out takenBy);
    }

    public static void Cancel(object? place) => Unsafe.As<ValueClaim<T>?>(place)?.Release(wasHeld: false);

    public static bool HasValue(object place, T value) => Unsafe.As<ValueClaim<T>>(place).HasValue(value);

    public readonly bool TryEnter(object? place, object? child, bool isShown, out GroupPlace entered)
    {
        entered = default;
        if (isShown && !ReferenceEquals(place, _claim))
        {
            Unsafe.As<ValueClaim<T>?>(place)?.SetShown(child!);
            _claim?.Suspend(child!);
        }

        return true;
    }

    public void Leave(object? place, object? child, bool isShown, in GroupPlace entered)
    {
        ValueClaim<T>? claim = Unsafe.As<ValueClaim<T>?>(place);
        ValueClaim<T>? former = _claim;
        _claim = claim;
        claim?.Hold(child!);
        if (isShown && !ReferenceEquals(claim, former))
        {
            claim?.Show(child!);
            former?.Hide(child!);
        }

        former?.Release(wasHeld: true);
    }

    public readonly void OnShown(object? child) => _claim?.Show(child!);

    public readonly void OnHidden(object? child) => _claim?.Hide(child!);

    public bool OnSealed(object? child, bool isShown)
    {
        if (!survives)
            Release();
        return !survives;
    }

    public void Release()
    {
        _claim?.Release(wasHeld: true);
        _claim = null;
    }
}
