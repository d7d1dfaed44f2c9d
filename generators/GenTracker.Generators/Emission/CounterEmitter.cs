using GenTracker.Generators.Model;
using GenTracker.Generators.Declarations;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the members that count an attribute.</summary>
internal static class CounterEmitter
{
    private const string Link = GeneratedNames.Link;

    private const string Ended = """/// <exception cref="global::GenTracker.ChildTerminatedException">The child has ended; nothing was changed.</exception>""";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="counter">How it is counted.</param>
    public static void Emit(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        if (counter.IsStriped)
        {
            Striped(writer, attribute, counter);
            return;
        }

        Count(writer, attribute, counter, counter.Increment, "TryAdd", "Adds to", "added");
        Count(writer, attribute, counter, counter.Decrement, "TrySubtract", "Subtracts from", "subtracted");
        TryIncrement(writer, attribute, counter);
        IncrementUpTo(writer, attribute, counter);
        Raise(writer, attribute, counter);
        RetireAt(writer, attribute, counter);
    }

    private static void Count(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter, string? name, string operation, string does, string done)
    {
        if (name is null) return;
        Head(writer, attribute, counter, $"""
            /// <summary>{does} <see cref="{attribute.Name}"/>, atomically.</summary>
            /// <param name="delta">What is {done}.</param>
            /// <returns>The new value.</returns>
            {Ended}
            """);
        if (attribute.Type == "long" && operation == "TryAdd" && attribute.Setter is null)
        {
            // Both ends are tail calls: the count keeps nothing for the time behind them, neither on the stack nor in a register that it would have to save.
            writer.Lines($$"""
                {{counter.Accessibility}} {{attribute.Type}} {{name}}({{attribute.Type}} delta{{counter.DefaultDelta}})
                {
                    if (!{{Slot(attribute)}}.TryAddUncontended(delta, out long value)) return {{Link}}.Add(ref {{Slot(attribute)}}, delta);
                    return {{Link}}.IsArmed ? {{Link}}.Wake(value) : value;
                }
                """);
            return;
        }

        writer.Lines($$"""
            {{counter.Accessibility}} {{attribute.Type}} {{name}}({{attribute.Type}} delta{{counter.DefaultDelta}})
            {
                if (!{{Slot(attribute)}}.{{operation}}({{WellKnownNames.ToStored(attribute, "delta")}}, out {{WellKnownNames.StoredType(attribute)}} value)) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
                return {{WellKnownNames.FromStored(attribute, "value")}};
            }
            """);
    }

    private static void TryIncrement(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        if (counter.TryIncrement is null) return;
        Head(writer, attribute, counter, $"""
            /// <summary>Adds to <see cref="{attribute.Name}"/>, atomically, unless the child has ended.</summary>
            /// <param name="delta">What is added.</param>
            /// <param name="value">The new value; the final one where the child has ended.</param>
            /// <returns>False if the child has ended; nothing was changed.</returns>
            """);
        writer.Lines($"{counter.Accessibility} bool {counter.TryIncrement}({attribute.Type} delta, out {attribute.Type} value)");
        writer.Open();
        writer.Lines($"bool counted = {Slot(attribute)}.TryAdd({WellKnownNames.ToStored(attribute, "delta")}, out {OutValue(attribute)});");
        AssignValue(writer, attribute);
        writer.Lines($"""
            if (counted) {Link}.NotifyWrite();
            else {Link}.EnsureHidden();
            return counted;
            """);
        writer.Close();
    }

    private static void IncrementUpTo(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        if (counter.IncrementUpTo is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>Adds to <see cref="{attribute.Name}"/>, atomically, unless that would pass a bound.</summary>
            /// <param name="max">The highest value allowed.</param>
            /// <param name="value">The new value; the present one where nothing was added.</param>
            /// <param name="delta">What is added.</param>
            /// <returns>False if the bound would be passed; nothing was changed.</returns>
            {Ended}
            {WellKnownNames.GeneratedCode}
            {counter.Accessibility} bool {counter.IncrementUpTo}({attribute.Type} max, out {attribute.Type} value, {attribute.Type} delta{counter.DefaultDelta})
            """);
        writer.Open();
        writer.Lines($"{WellKnownNames.Slots}SlotResult result = {Slot(attribute)}.TryAddUpTo({WellKnownNames.ToStored(attribute, "max")}, {WellKnownNames.ToStored(attribute, "delta")}, out {OutValue(attribute)});");
        AssignValue(writer, attribute);
        writer.Lines($"""
            if (result == {WellKnownNames.Slots}SlotResult.Sealed) throw {Link}.CreateTerminatedException();
            if (result == {WellKnownNames.Slots}SlotResult.Refused) return false;
            {Link}.NotifyWrite();
            return true;
            """);
        writer.Close();
    }

    private static void Raise(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        if (counter.Raise is null) return;
        Head(writer, attribute, counter, $"""
            /// <summary>Raises <see cref="{attribute.Name}"/> to a value, atomically, unless it is that high already: a high-water mark.</summary>
            /// <param name="value">The value.</param>
            /// <returns>The value that the attribute has now: the given one, or its own where that is higher.</returns>
            {Ended}
            """);
        writer.Lines($$"""
            {{counter.Accessibility}} {{attribute.Type}} {{counter.Raise}}({{attribute.Type}} value)
            {
                if (!{{Slot(attribute)}}.TryRaise({{WellKnownNames.ToStored(attribute, "value")}}, out {{WellKnownNames.StoredType(attribute)}} highest)) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
                return {{WellKnownNames.FromStored(attribute, "highest")}};
            }
            """);
    }

    private static void RetireAt(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        if (counter.RetireAt is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>
            /// Retires the child if <see cref="{attribute.Name}"/> has a value, atomically: it is no longer found or counted on, and its
            /// stopping token fires. Whoever counts at the same moment either comes first, and the child lives on, or finds it ended.
            /// </summary>
            /// <param name="value">The value.</param>
            /// <returns>False if the attribute has another value, or the child has ended already; nothing was changed.</returns>
            {WellKnownNames.GeneratedCode}
            {counter.Accessibility} bool {counter.RetireAt}({attribute.Type} value) => {Link}.TryRetire(ref {Slot(attribute)}, {Cast(attribute)}{WellKnownNames.ToStored(attribute, "value")});
            """);
    }

    private static void Striped(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter)
    {
        StripedCount(writer, attribute, counter, counter.Increment, "TryAdd", "Adds to", "added");
        StripedCount(writer, attribute, counter, counter.Decrement, "TrySubtract", "Subtracts from", "subtracted");
        if (counter.TryIncrement is null) return;
        Head(writer, attribute, counter, $"""
            /// <summary>Adds to <see cref="{attribute.Name}"/>, atomically, unless the child has ended.</summary>
            /// <param name="delta">What is added.</param>
            /// <returns>False if the child has ended; nothing was changed.</returns>
            """);
        writer.Lines($$"""
            {{counter.Accessibility}} bool {{counter.TryIncrement}}({{attribute.Type}} delta)
            {
                bool counted = {{Slot(attribute)}}.TryAdd(delta);
                if (counted) {{Link}}.NotifyWrite();
                else {{Link}}.EnsureHidden();
                return counted;
            }
            """);
    }

    private static void StripedCount(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter, string? name, string operation, string does, string done)
    {
        if (name is null) return;
        Head(writer, attribute, counter, $"""
            /// <summary>{does} <see cref="{attribute.Name}"/>, atomically.</summary>
            /// <param name="delta">What is {done}.</param>
            {Ended}
            """);
        writer.Lines($$"""
            {{counter.Accessibility}} void {{name}}({{attribute.Type}} delta{{counter.DefaultDelta}})
            {
                if (!{{Slot(attribute)}}.{{operation}}(delta)) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
            }
            """);
    }

    private static void Head(CodeWriter writer, TrackedPropertyModel attribute, CounterModel counter, string documentation)
    {
        writer.Line();
        writer.Lines(documentation);
        Overflow(writer, counter);
        writer.Lines(WellKnownNames.GeneratedCode);
    }

    /// <summary>Documents what a count throws that would leave the counter's range.</summary>
    public static void Overflow(CodeWriter writer, CounterModel counter)
    {
        if (counter.Range is not null) writer.Lines($"""/// <exception cref="global::System.OverflowException">The value would leave the range of {counter.Range}; nothing was changed.</exception>""");
    }

    private static string Slot(TrackedPropertyModel attribute) => $"{GeneratedNames.Slots}.{attribute.Name}";

    /// <summary>A value by reference must be of the slot's own type, so where that is another one it goes through a variable.</summary>
    private static string OutValue(TrackedPropertyModel attribute) => attribute.Form == StoredForm.AsIs ? "value" : $"{WellKnownNames.StoredType(attribute)} stored";

    private static void AssignValue(CodeWriter writer, TrackedPropertyModel attribute)
    {
        if (attribute.Form != StoredForm.AsIs) writer.Lines($"value = {WellKnownNames.FromStored(attribute, "stored")};");
    }

    /// <summary>The type is inferred from the argument, so the argument must have the slot's.</summary>
    private static string Cast(TrackedPropertyModel attribute) =>
        attribute.Form is StoredForm.Signed or StoredForm.Unsigned ? $"({WellKnownNames.StoredType(attribute)})" : "";
}
