using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace GenTracker.Breaking;

/// <summary>Sources and the variants of them that tests need. Those that can stand side by side are compiled together, when the first is loaded.</summary>
internal sealed class Variants
{
    private readonly Lazy<Sources> _sources;
    private readonly Lazy<IReadOnlyList<Edit>[]> _together;
    private readonly Lazy<byte[]> _image;

    /// <param name="read">Reads the sources, when the first variant is loaded: a test that is only named needs none.</param>
    /// <param name="variants">The edits of each variant.</param>
    public Variants(Func<Sources> read, IEnumerable<IReadOnlyList<Edit>> variants)
    {
        _sources = new Lazy<Sources>(read);
        _together = new Lazy<IReadOnlyList<Edit>[]>(() => [.. variants.Where(_sources.Value.IsSwitchable)]);
        _image = new Lazy<byte[]>(() => _sources.Value.WithSwitch(_together.Value).Compile().ToArray());
    }

    /// <summary>
    /// Loads a variant. One that is not among those of the constructor is compiled alone. Without edits all members run their own code; this throws if the
    /// variants do not compile together.
    /// </summary>
    /// <param name="edits">Its edits: the object that the constructor was given.</param>
    /// <param name="context">Where it is loaded.</param>
    public Assembly Load(IReadOnlyList<Edit> edits, AssemblyLoadContext context)
    {
        int number = Array.IndexOf(_together.Value, edits);
        if (edits.Count > 0 && (number < 0 || !HasNoErrors()))
            return context.LoadFromStream(_sources.Value.With(edits).Compile());
        Assembly all = context.LoadFromStream(new MemoryStream(_image.Value));
        all.GetType(SwitchedMember.Selector)!.GetField(SwitchedMember.Number)!.SetValue(null, number);
        return all;
    }

    /// <summary>Whether all that stand together compile. If one does not, each is compiled alone, so that this one fails by its name.</summary>
    private bool HasNoErrors()
    {
        try
        {
            return _image.Value.Length > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
