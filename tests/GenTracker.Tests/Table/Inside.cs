using System.Linq;
using System.Reflection;
using GenTracker.Table;

namespace GenTracker.Tests.Table;

/// <summary>Reads the private state of a <see cref="ProbingTable{TKey, TComparer}"/>.</summary>
internal sealed class Inside(object table)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Number of cells to which values are added.</summary>
    public int Cells => (int)Field(Field(table, "_cells")!, "Length")!;

    public bool IsMigrating => Field(Field(table, "_cells")!, "Previous") is not null;

    /// <summary>Number of cells that the table counts as occupied.</summary>
    public int Occupied => (int)Field(table, "_occupied")!;

    /// <summary>The cells in order: '.' if empty, 'x' if a tombstone, 'o' if a value.</summary>
    public string Picture
    {
        get
        {
            byte[] tags = (byte[])Field(Field(table, "_cells")!, "Tags")!;
            return string.Concat(tags.Take(Cells).Select(static tag => tag == HashTags.Empty ? '.' : tag == HashTags.Tombstone ? 'x' : 'o'));
        }
    }

    private static object? Field(object of, string field) => of.GetType().GetField(field, Any)!.GetValue(of);
}
