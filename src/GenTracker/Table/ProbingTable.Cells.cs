using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace GenTracker.Table;

internal sealed partial class ProbingTable<TKey, TComparer>
{
    /// <summary>
    /// The cells, in parallel arrays: tags, references, keys that are not references, and hashes, which only a migration reads. Only the elements of the
    /// arrays change. Readers use the fields directly.
    /// </summary>
    private sealed class Cells
    {
        /// <summary>Offset of the visible object among the references of a cell. It is first, because a find reads it.</summary>
        public const int VisibleOffset = 0;

        public const int ValueOffset = 1;

        /// <summary>Offset of the key, if <see cref="KeysAreReferences"/>.</summary>
        public const int KeyOffset = 2;

        public readonly object?[] References;
        public readonly byte[] Tags;
        public readonly TKey[]? Keys;
        public readonly uint[] Hashes;
        public readonly int Length;

        /// <summary>The cells from which these are being filled. <see langword="null"/> if no migration is under way.</summary>
        public readonly Cells? Previous;

        public Cells(int length, Cells? previous)
        {
            Length = length;
            Previous = previous;
            Hashes = new uint[length];
            Tags = new byte[length + HashTags.GroupSize - 1];
            References = new object?[length * ReferencesPerCell];
            if (!KeysAreReferences)
                Keys = new TKey[length];
        }

        private Cells(Cells other)
        {
            Length = other.Length;
            Hashes = other.Hashes;
            Tags = other.Tags;
            References = other.References;
            Keys = other.Keys;
        }

        /// <summary>Whether a key is one reference, stored among the references of its cell.</summary>
        public static bool KeysAreReferences
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => RuntimeHelpers.IsReferenceOrContainsReferences<TKey>() && Unsafe.SizeOf<TKey>() == Unsafe.SizeOf<object>();
        }

        public static int ReferencesPerCell
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => KeysAreReferences ? 3 : 2;
        }

        /// <summary>The same cells after the migration.</summary>
        public Cells WithoutPrevious() => new(this);

        /// <summary>The first cell that a probe reads: the hash as a fraction of all hashes, so the number of cells need not be a power of two.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int StartIndex(uint hash) => (int)(((ulong)hash * (uint)Length) >> 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int NextIndex(int index) => index + 1 == Length ? 0 : index + 1;

        public int PreviousIndex(int index) => (index == 0 ? Length : index) - 1;

        /// <summary>Writes a tag. The tags of the first cells are repeated after the last one, for groups that begin among the last cells.</summary>
        public void SetTag(int index, byte tag)
        {
            Volatile.Write(ref Tags[index], tag);
            if (index < HashTags.GroupSize - 1)
                Volatile.Write(ref Tags[index + Length], tag);
        }

        /// <summary>The first reference of a cell. Bounds are not checked: an index comes from <see cref="StartIndex"/> and its like only.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref object? Cell(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(References), (nint)(uint)(index * ReferencesPerCell));

        /// <summary>The key of a cell, given its first reference.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TKey Key(ref object? cell, int index) =>
            ref KeysAreReferences ? ref Unsafe.As<object?, TKey>(ref Unsafe.Add(ref cell, KeyOffset)) : ref Keys![index];

        public ref TKey Key(int index) => ref Key(ref Cell(index), index);

        public ref object? Reference(int index, int offset) => ref Unsafe.Add(ref Cell(index), offset);
    }
}
