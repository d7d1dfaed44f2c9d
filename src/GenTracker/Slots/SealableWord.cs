using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Slots.Codecs;

namespace GenTracker.Slots;

/// <summary>
/// The compare-exchange loops of the slots that are one word. Value and seal are in the same word and change together, and all processors agree on the
/// order in which one word changes. So a write either precedes the seal and is part of the final value, or it finds the seal and changes nothing. No
/// other memory is involved, so ARM64 needs no barrier either.
/// </summary>
internal static class SealableWord
{
    private const long SealBit = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SlotResult Update<T, TCodec, TUpdate>(ref long word, TUpdate update, out T value)
        where TCodec : struct, IWordCodec<T>
        where TUpdate : struct, IUpdate<T>
    {
        // The first attempt is short and leaves every other outcome to UpdateSlow, so that it stores nothing on the stack. The atomic instruction would wait
        // for such stores. The code after it does not use the word that was seen: that is in the register that receives the instruction's result, so to keep
        // it would take a store.
        long seen = Volatile.Read(ref word);
        long closed = seen | SealBit;
        if (seen != closed
            && update.TryApply(TCodec.Decode(seen), out value)
            && Interlocked.CompareExchange(ref word, TCodec.Encode(value), seen) == closed - SealBit)
        {
            return SlotResult.Done;
        }

        // Not deconstructed: that would be one more call, with addresses of locals.
        UpdateOutcome<T> outcome = UpdateSlow<T, TCodec, TUpdate>(ref word, update);
        value = outcome.Value;
        return outcome.Result;
    }

    public static bool TryExchange<T, TCodec>(ref long word, T value, out T previous)
        where TCodec : struct, IWordCodec<T>
    {
        long next = TCodec.Encode(value);
        long seen = Volatile.Read(ref word);
        while ((seen & SealBit) == 0)
        {
            long found = Interlocked.CompareExchange(ref word, next, seen);
            if (found == seen)
            {
                previous = TCodec.Decode(seen);
                return true;
            }

            seen = found;
        }

        previous = TCodec.Decode(seen);
        return false;
    }

    public static void Seal(ref long word) => Interlocked.Or(ref word, SealBit);

    /// <summary>Compares values but exchanges words: the word that was compared is the word that is exchanged.</summary>
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
    private static UpdateOutcome<T> UpdateSlow<T, TCodec, TUpdate>(ref long word, TUpdate update)
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
