using System.Runtime.InteropServices;

namespace GenTracker.Slots;

/// <summary>
/// One cell of a striped counter. The part stands in the middle of 128 bytes, two cache lines, which processors fetch in pairs: so no
/// other part, nor the array's length in front of the first one, shares a line with it, wherever the array begins.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 2 * StripePadding.Size)]
internal struct Stripe<T>
{
    private readonly StripePadding _before;
    public SeqLockSlot<T> Part;
}
