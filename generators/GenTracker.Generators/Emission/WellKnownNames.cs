using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Names that generated code uses again and again.</summary>
internal static class WellKnownNames
{
    /// <summary>The namespace of what only generated code uses.</summary>
    public const string Runtime = "global::GenTracker.Runtime.";

    /// <summary>The namespace of the slots.</summary>
    public const string Slots = "global::GenTracker.Slots.";

    /// <summary><c>ValueTask</c>.</summary>
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary><c>CancellationToken</c>.</summary>
    public const string CancellationToken = "global::System.Threading.CancellationToken";

    /// <summary>The mark of generated types and members.</summary>
    public static readonly string GeneratedCode =
        $"""[global::System.CodeDom.Compiler.GeneratedCode("GenTracker.Generators", "{typeof(WellKnownNames).Assembly.GetName().Version.ToString(3)}")]""";

    /// <summary>The type in which a slot holds an attribute's values.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <returns>The type.</returns>
    public static string StoredType(TrackedPropertyModel attribute) => attribute.Form switch
    {
        StoredForm.AsIs => attribute.Type,
        StoredForm.Unsigned => "ulong",
        _ => "long",
    };

    /// <summary>A value as its slot holds it.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">The value, as an expression.</param>
    /// <returns>The expression.</returns>
    public static string ToStored(TrackedPropertyModel attribute, string value) => attribute.Form == StoredForm.Ticks ? value + ".Ticks" : value;

    /// <summary>A value as the attribute has it.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">What the slot holds, as an expression.</param>
    /// <returns>The expression.</returns>
    public static string FromStored(TrackedPropertyModel attribute, string value) => attribute.Form switch
    {
        StoredForm.Ticks => $"new {attribute.Type}({value})",
        StoredForm.Signed or StoredForm.Unsigned => $"unchecked(({attribute.Type}){value})",
        _ => value,
    };
}
