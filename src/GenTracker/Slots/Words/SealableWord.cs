using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>
/// The compare-exchange loops of every slot that is one word. Value and seal change only together, by compare-exchange on the same
/// word, and the changes of one word have one order that all processors agree on: a write stands either before the seal in that order
/// and is in the final value, or it finds the seal and changes nothing. No other location takes part, so that no barrier is needed on
/// ARM64 either.
/// </summary>
internal static class SealableWord
{
    private const long SealBit = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SlotResult Update<T, TCodec, TUpdate>(ref long word, TUpdate update, out T value)
        where TCodec : struct, IWordCodec<T>
        where TUpdate : struct, IUpdate<T>
    {
        // What is not done at the first attempt is looked into elsewhere: so the first one is short, and has little need of the stack, whose stores the
        // atomic instruction would wait for.
        long seen = Volatile.Read(ref word);
        if ((seen & SealBit) == 0 && update.TryApply(TCodec.Decode(seen), out value) && Interlocked.CompareExchange(ref word, TCodec.Encode(value), seen) == seen)
            return SlotResult.Done;

        (SlotResult result, value) = UpdateAgain<T, TCodec, TUpdate>(ref word, update);
        return result;
    }

    public static void Seal(ref long word) => Interlocked.Or(ref word, SealBit);

    /// <summary>Compares as values, exchanges as bits: what was compared is the very word that is exchanged.</summary>
    public static bool TrySealAt<T, TCodec>(ref long word, T value)
        where TCodec : struct, IWordCodec<T>
    {
        long seen = Volatile.Read(ref word);
        while ((seen & SealBit) == 0 && EqualityComparer<T>.Default.Equals(TCodec.Decode(seen), value))
        {
            long found = Interlocked.CompareExchange(ref word, seen | SealBit, seen);
            if (found == seen)
                return true;

            seen = found;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Outcome<T> UpdateAgain<T, TCodec, TUpdate>(ref long word, TUpdate update)
        where TCodec : struct, IWordCodec<T>
        where TUpdate : struct, IUpdate<T>
    {
        long seen = Volatile.Read(ref word);
        while (true)
        {
            T current = TCodec.Decode(seen);
            if ((seen & SealBit) != 0)
                return new(SlotResult.Sealed, current);

            if (!update.TryApply(current, out T next))
                return new(SlotResult.Refused, current);

            long found = Interlocked.CompareExchange(ref word, TCodec.Encode(next), seen);
            if (found == seen)
                return new(SlotResult.Done, next);

            seen = found;
        }
    }
}
