using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>Adds to the part of a 64-bit striped counter, unless it would leave its bounds: see <see cref="Part"/>.</summary>
internal readonly struct AddToPart<T>(T delta) : IUpdate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryApply(T current, out T next) => Part.TryMove(current, Unsafe.BitCast<T, long>(delta), out next) && Part.Fits(delta);
}
