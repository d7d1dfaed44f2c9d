using System.Linq;
using System.Reflection;

namespace GenTracker.Tests.Table;

/// <summary>A look into a table: how many cells it has, and what is in them.</summary>
internal sealed class Inside(object table)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The cells that values are added to.</summary>
    public int Cells => Number(Part("Cells"), "Length");

    /// <summary>Whether there are cells that are being left.</summary>
    public bool Moves => Number(Part("Former"), "Length") != 0;

    /// <summary>How many cells the table takes for taken.</summary>
    public int Used => Number(table, "_used");

    /// <summary>The cells in their order: '.' for an empty one, 'x' for a mark, 'o' for one with a value.</summary>
    public string Picture
    {
        get
        {
            byte[] tags = (byte[])Part("Cells").GetType().GetField("Tags", Any)!.GetValue(Part("Cells"))!;
            return string.Concat(tags.Take(Cells).Select(static tag => tag == GenTracker.Table.Tags.Empty ? '.' : tag == GenTracker.Table.Tags.Removed ? 'x' : 'o'));
        }
    }

    private static int Number(object of, string field) => (int)of.GetType().GetField(field, Any)!.GetValue(of)!;

    private object Part(string cells)
    {
        object state = table.GetType().GetField("_state", Any)!.GetValue(table)!;
        return state.GetType().GetField(cells, Any)!.GetValue(state)!;
    }
}
