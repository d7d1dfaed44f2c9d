using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Converts between the value of a property and the form in which its slot holds it.</summary>
internal static class StoredValue
{
    /// <summary>The type of the values in the slot.</summary>
    public static string TypeOf(TrackedPropertyModel property) => property.Form switch
    {
        StoredForm.AsIs => property.Type,
        StoredForm.Object => property.Type == "dynamic" ? "object" : "object?",
        StoredForm.Unsigned => "ulong",
        _ => "long",
    };

    /// <summary>Converts an expression of the property's type to the type in the slot.</summary>
    public static string ToStored(TrackedPropertyModel property, string value) => property.Form switch
    {
        StoredForm.Ticks => value + ".Ticks",
        StoredForm.Object => $"({TypeOf(property)}){value}",
        _ => value,
    };

    /// <summary>Converts an expression of the type in the slot to the property's type.</summary>
    public static string FromStored(TrackedPropertyModel property, string value) => property.Form switch
    {
        StoredForm.Ticks => $"new {property.Type}({value})",
        StoredForm.Signed or StoredForm.Unsigned => $"unchecked(({property.Type}){value})",
        _ => value,
    };
}
