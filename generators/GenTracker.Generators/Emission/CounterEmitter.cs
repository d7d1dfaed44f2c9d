using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the members that increment a property.</summary>
internal static class CounterEmitter
{
    private const string Link = GeneratedNames.Link;

    private const string Lease = "global::GenTracker.CounterLease";

    private const string NotNull = "[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] ";

    private const string Ended = """/// <exception cref="__GenTracker::ChildTerminatedException">The child has ended; nothing was changed.</exception>""";

    /// <summary>Writes the members.</summary>
    public static void Emit(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        if (counter.IsStriped)
        {
            Striped(writer, property, counter);
            return;
        }

        Count(writer, property, counter, counter.Increment, "TryAdd", "Adds to", "added");
        Count(writer, property, counter, counter.Decrement, "TrySubtract", "Subtracts from", "subtracted");
        TryCount(writer, property, counter, counter.TryIncrement, "TryAdd", "Adds to", "added");
        TryCount(writer, property, counter, counter.TryDecrement, "TrySubtract", "Subtracts from", "subtracted");
        CountWithin(writer, property, counter, counter.IncrementUpTo, "TryAddUpTo", "Adds to", "added", "max", "highest");
        CountWithin(writer, property, counter, counter.DecrementDownTo, "TrySubtractDownTo", "Subtracts from", "subtracted", "min", "lowest");
        Raise(writer, property, counter);
        RetireAt(writer, property, counter);
        Acquire(writer, property, counter);
    }

    /// <summary>Writes the type that gives back what a lease has counted.</summary>
    public static void EmitLease(CodeWriter writer, TrackerModel model, TrackedPropertyModel property, string leaseType)
    {
        writer.Line();
        writer.Lines($$"""
            // Gives back what a lease of {{property.Name}} has counted.
            public readonly struct {{leaseType}} : {{WellKnownNames.Runtime}}ILeasedCounter<{{StoredValue.TypeOf(property)}}>
            {
                public static void GiveBack(object child, {{StoredValue.TypeOf(property)}} delta)
                {
                    {{model.Type}} leased = global::System.Runtime.CompilerServices.Unsafe.As<{{model.Type}}>(child);
                    if ({{Call(property, "TryGiveBack", "delta", "leased.")}}) leased.{{Link}}.NotifyWrite();
                }
            }
            """);
    }

    private static void Count(CodeWriter writer, TrackedPropertyModel property, CounterModel counter, string? name, string operation, string does, string done)
    {
        if (name is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>{does} <see cref="{property.Name}"/>, atomically.</summary>
            /// <param name="delta">What is {done}.</param>
            /// <returns>The new value.</returns>
            {Ended}
            """);
        Attributes(writer, property, counter);
        if (property.Type == "long" && operation == "TryAdd" && property.Setter is null)
        {
            // Both ends are tail calls: the count keeps nothing for the time behind them, neither on the stack nor in a register that it would have to save.
            writer.Lines($$"""
                {{counter.Accessibility}} {{property.Type}} {{name}}({{property.Type}} delta{{counter.DefaultDelta}})
                {
                    if (!{{Slot(property)}}.TryAddUncontended({{Delta(property, counter)}}, out long value)) return {{Link}}.Add(ref {{Slot(property)}}, delta);
                    return {{Link}}.IsArmed ? {{Link}}.Wake(value) : value;
                }
                """);
            return;
        }

        writer.Lines($$"""
            {{counter.Accessibility}} {{property.Type}} {{name}}({{property.Type}} delta{{counter.DefaultDelta}})
            {
                if (!{{Call(property, operation, $"{StoredValue.ToStored(property, Delta(property, counter))}, out {StoredValue.TypeOf(property)} value")}}) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
                return {{StoredValue.FromStored(property, "value")}};
            }
            """);
    }

    private static void TryCount(
        CodeWriter writer, TrackedPropertyModel property, CounterModel counter, string? name, string operation, string does, string done)
    {
        if (name is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>{does} <see cref="{property.Name}"/>, atomically, unless the child has ended.</summary>
            /// <param name="delta">What is {done}.</param>
            /// <param name="value">The new value; the final one if the child has ended.</param>
            /// <returns>False if the child has ended; nothing was changed.</returns>
            """);
        Attributes(writer, property, counter);
        writer.Lines($"{counter.Accessibility} bool {name}({property.Type} delta, out {property.Type} value){Arrow(property)}");
        CompleteWrite(writer, property, "bool", operation, $"{StoredValue.ToStored(property, Delta(property, counter))}, out {OutValue(property)}");
    }

    private static void CountWithin(
        CodeWriter writer,
        TrackedPropertyModel property,
        CounterModel counter,
        string? name,
        string operation,
        string does,
        string done,
        string bound,
        string extreme)
    {
        if (name is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>{does} <see cref="{property.Name}"/>, atomically, unless that would pass a bound.</summary>
            /// <param name="{bound}">The {extreme} value allowed.</param>
            /// <param name="value">The new value; the present one if nothing was {done}.</param>
            /// <param name="delta">What is {done}.</param>
            /// <returns>False if the bound would be passed; nothing was changed.</returns>
            {Ended}
            {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}
            {counter.Accessibility} bool {name}({property.Type} {bound}, out {property.Type} value, {property.Type} delta{counter.DefaultDelta}){Arrow(property)}
            """);
        CompleteWrite(
            writer,
            property,
            WellKnownNames.Slots + "SlotResult",
            operation,
            $"{StoredValue.ToStored(property, bound)}, {StoredValue.ToStored(property, Delta(property, counter))}, out {OutValue(property)}");
    }

    /// <summary>The end of the first line of a method whose body <see cref="CompleteWrite"/> writes.</summary>
    private static string Arrow(TrackedPropertyModel property) => property.Form == StoredForm.AsIs ? " =>" : "";

    /// <summary>Writes the body of a method that returns whether its write was done.</summary>
    private static void CompleteWrite(CodeWriter writer, TrackedPropertyModel property, string resultType, string operation, string arguments)
    {
        string write = Call(property, operation, arguments);
        if (property.Form == StoredForm.AsIs)
        {
            writer.Lines($"    {Link}.CompleteWrite({write});");
            return;
        }

        writer.Open();
        writer.Lines($"""
            {resultType} result = {write};
            value = {StoredValue.FromStored(property, "stored")};
            return {Link}.CompleteWrite(result);
            """);
        writer.Close();
    }

    private static void Raise(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        if (counter.Raise is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>Raises <see cref="{property.Name}"/> to a value, atomically, unless it is that high already: a high-water mark.</summary>
            /// <param name="value">The value.</param>
            /// <returns>The value that the attribute has now: the given one, or its own if that is higher.</returns>
            {Ended}
            """);
        Attributes(writer, property, counter);
        writer.Lines($$"""
            {{counter.Accessibility}} {{property.Type}} {{counter.Raise}}({{property.Type}} value)
            {
                if (!{{Call(property, "TryRaise", $"{StoredValue.ToStored(property, "value")}, out {StoredValue.TypeOf(property)} highest")}}) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
                return {{StoredValue.FromStored(property, "highest")}};
            }
            """);
    }

    private static void RetireAt(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        if (counter.RetireAt is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>
            /// Retires the child if <see cref="{property.Name}"/> has a value, atomically: it is no longer found or counted on, and its
            /// stopping token fires. A count at the same moment either comes first, and the child runs on, or finds it ended.
            /// </summary>
            /// <param name="value">The value.</param>
            /// <returns>False if the attribute has another value, or the child has ended already; nothing was changed.</returns>
            {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}
            {counter.Accessibility} bool {counter.RetireAt}({property.Type} value) => {Link}.TryRetire(ref {Slot(property)}, {Cast(property)}{StoredValue.ToStored(property, "value")});
            """);
    }

    private static void Acquire(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        string types = $"<{StoredValue.TypeOf(property)}, {GeneratedNames.SlotsType}.{counter.LeaseType}>";
        string delta = StoredValue.ToStored(property, "delta");
        if (counter.Acquire is not null)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>Adds to <see cref="{property.Name}"/>, atomically, until the lease is disposed.</summary>
                /// <param name="delta">What is added.</param>
                /// <returns>The lease. Dispose it to give back what was added, once; if this child has ended, that does nothing.</returns>
                {Ended}
                """);
            Overflow(writer, counter);
            writer.Lines($"""
                {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}
                {counter.Accessibility} {Lease} {counter.Acquire}({property.Type} delta{counter.DefaultDelta}) =>
                    {Link}.Acquire{types}({Call(property, "TryAdd", delta + ", out _")}, this, {delta});
                """);
        }

        if (counter.TryAcquireUpTo is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>Adds to <see cref="{property.Name}"/>, atomically, until the lease is disposed, unless that would pass a bound or the child has ended.</summary>
            /// <param name="max">The highest value allowed.</param>
            /// <param name="lease">The lease. Dispose it to give back what was added, once; null if nothing was added.</param>
            /// <param name="delta">What is added.</param>
            /// <returns>False if the bound would be passed, or the child has ended; nothing was changed.</returns>
            {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}
            {counter.Accessibility} bool {counter.TryAcquireUpTo}({property.Type} max, {NotNull}out {Lease}? lease, {property.Type} delta{counter.DefaultDelta}) =>
                {Link}.TryAcquire{types}({Call(property, "TryAddUpTo", $"{StoredValue.ToStored(property, "max")}, {delta}, out _")}, this, {delta}, out lease);
            """);
    }

    private static void Striped(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        StripedCount(writer, property, counter, counter.Increment, "TryAdd", "Adds to", "added");
        StripedCount(writer, property, counter, counter.Decrement, "TrySubtract", "Subtracts from", "subtracted");
        if (counter.TryIncrement is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>Adds to <see cref="{property.Name}"/>, atomically, unless the child has ended.</summary>
            /// <param name="delta">What is added.</param>
            /// <returns>False if the child has ended; nothing was changed.</returns>
            """);
        Attributes(writer, property, counter);
        writer.Lines($$"""
            {{counter.Accessibility}} bool {{counter.TryIncrement}}({{property.Type}} delta) =>
                {{Link}}.CompleteWrite({{Slot(property)}}.TryAdd({{Delta(property, counter)}}));
            """);
    }

    private static void StripedCount(
        CodeWriter writer, TrackedPropertyModel property, CounterModel counter, string? name, string operation, string does, string done)
    {
        if (name is null) return;
        writer.Line();
        writer.Lines($"""
            /// <summary>{does} <see cref="{property.Name}"/>, atomically.</summary>
            /// <param name="delta">What is {done}.</param>
            {Ended}
            """);
        Attributes(writer, property, counter);
        writer.Lines($$"""
            {{counter.Accessibility}} void {{name}}({{property.Type}} delta{{counter.DefaultDelta}})
            {
                if (!{{Slot(property)}}.{{operation}}({{Delta(property, counter)}})) throw {{Link}}.CreateTerminatedException();
                {{Link}}.NotifyWrite();
            }
            """);
    }

    /// <summary>Writes what follows the documentation of a count: what it throws beyond the counter's range, and its attributes.</summary>
    private static void Attributes(CodeWriter writer, TrackedPropertyModel property, CounterModel counter)
    {
        Overflow(writer, counter);
        writer.Lines($"{WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}{property.Attributes.OnChanges}");
    }

    /// <summary>Documents what a count throws that would leave the counter's range.</summary>
    public static void Overflow(CodeWriter writer, CounterModel counter)
    {
        if (counter.Range is not null)
        {
            writer.Lines($"""/// <exception cref="__System::OverflowException">It would leave """
                    + $"""{counter.Range}; nothing was changed.</exception>""");
        }

        if (counter.OnlyRises)
        {
            writer.Lines("""
                /// <exception cref="__System::ArgumentOutOfRangeException">The delta is negative, and a total only rises; nothing was changed.</exception>
                """);
        }
    }

    /// <summary>The delta, checked if the counter only rises.</summary>
    private static string Delta(TrackedPropertyModel property, CounterModel counter) =>
        counter.OnlyRises && property.Type is not ("ulong" or "nuint") ? $"{WellKnownNames.Runtime}MeasuredValue.CheckRise(delta)" : "delta";

    private static string Slot(TrackedPropertyModel property) => $"{GeneratedNames.Slots}.{property.Name}";

    /// <summary>A call on the slot. An extension method is called by its own name: by extension syntax the user's could be found before it.</summary>
    private static string Call(TrackedPropertyModel property, string operation, string arguments, string instance = "") => property.HasOwnArithmetic
        ? $"{instance}{Slot(property)}.{operation}({arguments})"
        : $"{WellKnownNames.SlotsAlias}::SlotArithmetic.{operation}(ref {instance}{Slot(property)}, {arguments})";

    /// <summary>A value by reference must have the slot's own type, so another type goes through a variable.</summary>
    private static string OutValue(TrackedPropertyModel property) => property.Form == StoredForm.AsIs ? "value" : $"{StoredValue.TypeOf(property)} stored";

    /// <summary>The type is inferred from the argument, so the argument must have the slot's.</summary>
    private static string Cast(TrackedPropertyModel property) =>
        property.Form is StoredForm.Signed or StoredForm.Unsigned ? $"({StoredValue.TypeOf(property)})" : "";
}
