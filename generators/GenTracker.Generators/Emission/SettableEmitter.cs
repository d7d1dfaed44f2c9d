using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the members that set a property in one step with a read.</summary>
internal static class SettableEmitter
{
    private const string Link = WellKnownNames.Runtime + "ChildLink{TKey}";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="property">The property.</param>
    /// <param name="settable">Which members.</param>
    /// <param name="stateType">The name of the type parameter of a state.</param>
    public static void Emit(CodeWriter writer, TrackedPropertyModel property, SettableModel settable, string stateType)
    {
        string slot = $"{GeneratedNames.Slots}.{property.Name}";
        if (settable.Exchange is not null)
        {
            string exchange = $"{GeneratedNames.Link}.Exchange";
            string value = property.Form == StoredForm.Object ? StoredValue.ToStored(property, "value") : "value";
            string attribute = "";
            if (property.AllowsNull)
            {
                // The types are not inferred from a value that may be null though the attribute may not.
                attribute = "[global::System.Diagnostics.CodeAnalysis.AllowNull] ";
                exchange += $"<{property.SlotType}, {StoredValue.TypeOf(property)}>";
                value += "!";
            }

            writer.Line();
            writer.Lines($"""
                /// <inheritdoc cref="{Link}.Exchange{"{TSlot, T}"}(ref TSlot, T)"/>
                {WellKnownNames.GeneratedCode}
                {settable.Accessibility} {property.Type} {settable.Exchange}({attribute}{property.Type} value) => {exchange}(ref {slot}, {value});
                """);
        }

        if (settable.Update is not null)
        {
            writer.Line();
            writer.Lines($"""
                /// <inheritdoc cref="{Link}.Update{"{TSlot, T}"}(ref TSlot, global::System.Func{"{T, T}"})"/>
                {WellKnownNames.GeneratedCode}
                {settable.Accessibility} {property.Type} {settable.Update}(global::System.Func<{property.Type}, {property.Type}> update) =>
                    {GeneratedNames.Link}.Update(ref {slot}, update);
                """);
        }

        if (settable.UpdateWithState is null) return;
        writer.Line();
        writer.Lines($"""
            /// <inheritdoc cref="{Link}.Update{"{TSlot, T, TState}"}(ref TSlot, global::System.Func{"{T, TState, T}"}, TState)"/>
            {WellKnownNames.GeneratedCode}
            {settable.Accessibility} {property.Type} {settable.UpdateWithState}<{stateType}>(global::System.Func<{property.Type}, {stateType}, {property.Type}> update, {stateType} state) =>
                {GeneratedNames.Link}.Update(ref {slot}, update, state);
            """);
    }
}
