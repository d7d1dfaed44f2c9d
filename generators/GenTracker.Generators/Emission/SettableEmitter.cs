using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the members that set a property in one step with a read.</summary>
internal static class SettableEmitter
{
    private const string Link = "__Runtime::ChildLink{TKey}";

    /// <summary>The result of a function has no attributes, so trimming cannot check it.</summary>
    private const string Unchecked =
        "\n[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"Trimming does not check what the function returns. Set the attribute " +
            "instead.\")]";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="property">The property.</param>
    /// <param name="settable">Which members.</param>
    /// <param name="stateType">The name of the type parameter of a state.</param>
    public static void Emit(CodeWriter writer, TrackedPropertyModel property, SettableModel settable, string stateType)
    {
        string slot = $"{GeneratedNames.Slots}.{property.Name}";
        bool isDynamic = property.Attributes.Dynamic.Length > 0;
        if (settable.TrySet is not null)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>Sets <see cref="{property.Name}"/>, unless another child holds the value.</summary>
                /// <param name="value">The new value. Null is nobody's.</param>
                /// <returns>False if another child holds the value; nothing was changed.</returns>
                /// <exception cref="__GenTracker::ChildTerminatedException">The child has ended; nothing was changed.</exception>
                {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}{(isDynamic ? WellKnownNames.Checked : "")}
                {settable.Accessibility} bool {settable.TrySet}({property.Attributes.OnValue}{property.Type} value) =>
                    {GeneratedNames.Link}.CompleteWrite({slot}.TrySetIfFree({StoredValue.ToStored(property, property.AllowsNull ? "value!" : "value")}));
                """);
        }

        if (settable.Exchange is not null)
        {
            string exchange = $"{GeneratedNames.Link}.Exchange";
            string value = property.Form == StoredForm.Object ? StoredValue.ToStored(property, "value") : "value";
            if (property.AllowsNull)
            {
                // The types are not inferred from a value that may be null though the attribute may not.
                exchange += $"<{property.SlotType}, {StoredValue.TypeOf(property)}>";
                value += "!";
            }

            writer.Line();
            writer.Lines($"""
                /// <inheritdoc cref="{Link}.Exchange{"{TSlot, T}"}(ref TSlot, T)"/>
                {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}{property.Attributes.OnReturn}{(isDynamic ? WellKnownNames.Checked : "")}
                {settable.Accessibility} {property.Type} {settable.Exchange}({property.Attributes.OnValue}{property.Type} value) => {exchange}(ref {slot}, {value});
                """);
        }

        if (settable.Update is not null)
        {
            writer.Line();
            writer.Lines($"""
                /// <inheritdoc cref="{Link}.Update{"{TSlot, T}"}(ref TSlot, __System::Func{"{T, T}"})"/>
                {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}{property.Attributes.OnReturn}{(isDynamic ? Unchecked : "")}
                {settable.Accessibility} {property.Type} {settable.Update}(global::System.Func<{property.Type}, {property.Type}> update) =>
                    {GeneratedNames.Link}.Update(ref {slot}, update);
                """);
        }

        if (settable.UpdateWithState is null) return;
        writer.Line();
        writer.Lines($"""
            /// <inheritdoc cref="{Link}.Update{"{TSlot, T, TState}"}(ref TSlot, __System::Func{"{T, TState, T}"}, TState)"/>
            {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}{property.Attributes.OnReturn}{(isDynamic ? Unchecked : "")}
            {settable.Accessibility} {property.Type} {settable.UpdateWithState}<{stateType}>(global::System.Func<{property.Type}, {stateType}, {property.Type}> update, {stateType} state) =>
                {GeneratedNames.Link}.Update(ref {slot}, update, state);
            """);
    }
}
