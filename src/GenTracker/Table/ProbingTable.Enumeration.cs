using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Table;

internal sealed partial class ProbingTable<TKey, TComparer>
{
    public IEnumerable<object> Values => Enumerate(Cells.ValueOffset);

    public IEnumerable<object> Visible => Enumerate(Cells.VisibleOffset);

    private IEnumerable<object> Enumerate(int offset)
    {
        Cells cells = Volatile.Read(ref _cells);
        if (cells.Previous is { } previous)
        {
            for (var i = 0; i < previous.Length; i++)
            {
                if (Volatile.Read(ref previous.Reference(i, offset)) is { } found && IsPresent(cells, previous, i, found, offset))
                    yield return found;
            }
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (Volatile.Read(ref cells.Reference(i, offset)) is { } found && !WasYielded(cells, i, found, offset) && IsPresent(cells, cells, i, found, offset))
                yield return found;
        }
    }

    /// <summary>
    /// Whether an object that the enumeration found in a cell is in the table. If the table has migrated since the enumeration started, later changes are in
    /// other cells only.
    /// </summary>
    private bool IsPresent(Cells enumerated, Cells cells, int index, object found, int offset)
    {
        if (ReferenceEquals(Volatile.Read(ref _cells), enumerated))
            return true;
        uint hash = Volatile.Read(ref cells.Hashes[index]);

        // If the cell was cleared or reused meanwhile, the hash may be anything.
        return ReferenceEquals(Volatile.Read(ref cells.Reference(index, offset)), found) && Holds(hash, found, offset);
    }

    /// <summary>Whether an object in a cell was or will be migrated from the previous cells. The enumeration has returned it from there.</summary>
    private static bool WasYielded(Cells cells, int index, object found, int offset)
    {
        if (cells.Previous is not { } previous)
            return false;
        object? value = Volatile.Read(ref cells.Reference(index, Cells.ValueOffset));
        uint hash = Volatile.Read(ref cells.Hashes[index]);

        // If the cell was cleared or reused meanwhile, the hash may be anything, and the enumeration may return the object or not.
        return value is null || !ReferenceEquals(Volatile.Read(ref cells.Reference(index, offset)), found)
            || Holds(previous, hash, value, Cells.ValueOffset);
    }

    private bool Holds(uint hash, object sought, int offset)
    {
        Cells cells = Volatile.Read(ref _cells);
        return Holds(cells, hash, sought, offset) || (cells.Previous is { } previous && Holds(previous, hash, sought, offset));
    }

    /// <summary>Whether one of the cells that belong to a hash has the object. It compares references, so it calls no code of the key type.</summary>
    private static bool Holds(Cells cells, uint hash, object sought, int offset)
    {
        for (int index = cells.StartIndex(hash); ; index = cells.NextIndex(index))
        {
            if (ReferenceEquals(Volatile.Read(ref cells.Reference(index, offset)), sought))
                return true;
            if (Volatile.Read(ref cells.Tags[index]) == HashTags.Empty)
                return false;
        }
    }
}
