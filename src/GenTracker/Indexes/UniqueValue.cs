using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>The value of a unique attribute in one child. It holds its claim from its write on, until the child has ended.</summary>
/// <param name="slot">The slot.</param>
/// <param name="survives">Whether the next incarnation inherits the value, so that the claim outlives this one.</param>
internal sealed class UniqueValue<T, TSlot>(TSlot slot, bool survives) : IndexedValue<T, TSlot>(slot)
    where TSlot : struct, ISettableSlot<T>
{
    // Under the lock.
    private ValueClaim<T>? _claim;

    internal override void Release()
    {
        lock (Sync)
        {
            if (IsSealed)
                ReleaseClaim();
        }
    }

    private protected override object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy)
    {
        takenBy = null;
        return value is null ? null : ((UniqueIndex<T>)index).TryClaim(value, holder, out takenBy);
    }

    private protected override void Cancel(object? place) => ((ValueClaim<T>?)place)?.Release(wasHeld: false);

    private protected override bool TryEnter(object? place)
    {
        if (IsShown && !ReferenceEquals(place, _claim))
        {
            ((ValueClaim<T>?)place)?.SetShown(this);
            _claim?.Suspend(this);
        }

        return true;
    }

    private protected override void Leave(object? place)
    {
        var claim = (ValueClaim<T>?)place;
        ValueClaim<T>? former = _claim;
        _claim = claim;
        claim?.Hold(this);
        if (IsShown && !ReferenceEquals(claim, former))
        {
            claim?.Show(this);
            former?.Hide(this);
        }

        former?.Release(wasHeld: true);
    }

    private protected override void OnShown(bool isShown)
    {
        if (isShown)
            _claim?.Show(this);
        else
            _claim?.Hide(this);
    }

    private protected override void OnSealed()
    {
        if (!survives)
            ReleaseClaim();
    }

    private void ReleaseClaim()
    {
        _claim?.Release(wasHeld: true);
        _claim = null;
        ForgetIndex();
    }
}
