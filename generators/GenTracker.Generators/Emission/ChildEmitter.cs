using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the generated part of a tracked class.</summary>
internal static class ChildEmitter
{
    /// <summary>Writes the part.</summary>
    public static void Emit(CodeWriter writer, TrackerModel model)
    {
        string indexed = model.IsIndexed ? $", {WellKnownNames.Indexes}IIndexedChild" : "";
        writer.Lines($"{Marks.Unsafe(model)}partial class {model.Name} : {WellKnownNames.Runtime}ITracked<{model.KeyType}>{indexed}");
        writer.Open();
        Fields(writer, model);
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            writer.Line();
            Property(writer, property);
            if (property.Counter is { } counter) CounterEmitter.Emit(writer, property, counter);
            if (property.Settable is { } settable) SettableEmitter.Emit(writer, property, settable, model.StateType);
        }

        Identity(writer, model);
        Contract(writer, model);
        if (model.IsIndexed) IndexEmitter.EmitContract(writer, model);
        if (model.TrackedProperties.Count > 0) SlotsType(writer, model);
        writer.Close();
    }

    private static void Fields(CodeWriter writer, TrackerModel model)
    {
        writer.Lines($"""
            // What ties this object to its tracker: its key, its incarnation, and how it ended.
            private {WellKnownNames.Runtime}ChildLink<{model.KeyType}> {GeneratedNames.Link} = default;
            """);
        if (model.TrackedProperties.Count == 0) return;
        writer.Line();
        writer.Lines($"""
            // The values of the attributes. They are sealed when the child has ended: a slot then refuses every write.
            private {GeneratedNames.SlotsType} {GeneratedNames.Slots} = new();
            """);
    }

    private static void Property(CodeWriter writer, TrackedPropertyModel property)
    {
        string slot = $"{GeneratedNames.Slots}.{property.Name}";
        string value = StoredValue.FromStored(property, slot + ".Value");
        if (property.IsCovered) writer.Lines(WellKnownNames.NotCovered);
        if (property.Attributes.Dynamic.Length > 0) writer.Lines(WellKnownNames.Checked.Substring(1));
        if (property.Setter is null)
        {
            writer.Lines($"{property.Modifiers} {property.Type} {property.Name} => {value};");
            return;
        }

        writer.Lines($"{property.Modifiers} {property.Type} {property.Name}");
        writer.Open();
        writer.Lines($$"""
            {{property.Getter}} => {{value}};
            {{property.Setter}}
            {
                if (!{{slot}}.TrySet({{StoredValue.ToStored(property, property.AllowsNull ? "value!" : "value")}})) throw {{GeneratedNames.Link}}.CreateTerminatedException();
                {{GeneratedNames.Link}}.NotifyWrite();
            }
            """);
        writer.Close();
    }

    private static void Identity(CodeWriter writer, TrackerModel model)
    {
        if (model.KeyModifiers is { } keyModifiers)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>The key under which the child was opened or adopted.</summary>
                /// <exception cref="__System::InvalidOperationException">It was neither yet, as in its constructor.</exception>
                {MarkOf(keyModifiers)}
                {keyModifiers} {model.KeyPropertyType} Key => {GeneratedNames.Link}.Key;
                """);
        }

        if (model.IncarnationModifiers is { } incarnationModifiers)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>The number of this incarnation: it rises with each child that was opened, restarted or adopted under the key.</summary>
                /// <exception cref="__System::InvalidOperationException">The child was not opened or adopted yet, as in its constructor.</exception>
                {MarkOf(incarnationModifiers)}
                {incarnationModifiers} long Incarnation => {GeneratedNames.Link}.Incarnation;
                """);
        }

        if (model.CompletionModifiers is { } completionModifiers)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>How the child ended: completed as soon as it has, with its attributes final. It never faults and is never cancelled.</summary>
                {MarkOf(completionModifiers)}
                """);

            // The user's own declaration has the attributes that the user wants.
            if (!IsOfTheUser(completionModifiers)) writer.Lines(WellKnownNames.NotSerialized);
            writer.Lines(
                $"{completionModifiers} {WellKnownNames.Task}<global::GenTracker.ChildExit> Completion => {GeneratedNames.Link}.Completion;");
        }

        if (model.HasTryRetire)
        {
            writer.Line();
            writer.Lines($"""
                /// <summary>
                /// Ends the child for good, whatever its restart policy: it is no longer found, and its stopping token fires. It waits for nobody, so
                /// the child's own code may call it.
                /// </summary>
                /// <returns>False if the child ends already, or was neither opened nor adopted yet, as in its constructor.</returns>
                {WellKnownNames.GeneratedCode}
                public bool TryRetire() => {GeneratedNames.Link}.TryRetire();
                """);
        }

        if (model.AttrsName is not null) AttrsEmitter.EmitReader(writer, model);
    }

    private static bool IsOfTheUser(string modifiers) => modifiers != "public";

    private static string MarkOf(string modifiers) => IsOfTheUser(modifiers) ? WellKnownNames.NotCovered : WellKnownNames.GeneratedCode;

    private static void Contract(CodeWriter writer, TrackerModel model)
    {
        string tracked = $"{WellKnownNames.Runtime}ITracked<{model.KeyType}>";
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"ref {WellKnownNames.Runtime}ChildLink<{model.KeyType}> {tracked}.Link => ref {GeneratedNames.Link};");
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"void {tracked}.Seal()");
        writer.Open();
        foreach (TrackedPropertyModel property in model.TrackedProperties) writer.Lines($"{GeneratedNames.Slots}.{property.Name}.Seal();");
        writer.Close();
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"void {tracked}.Inherit({tracked} previous)");
        writer.Open();
        bool any = false;
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (!property.Survives) continue;
            if (!any) writer.Lines($"{model.Type} last = ({model.Type})previous;");
            any = true;
            MetricEmitter.EmitInherited(writer, property);
            writer.Lines($"{GeneratedNames.Slots}.{property.Name}.Restore(last.{GeneratedNames.Slots}.{property.Name}.Value);");
        }

        if (!any) writer.Lines("// No attribute survives a restart.");
        writer.Close();
        SnapshotEmitter.Emit(writer, model, tracked);
        MetricEmitter.Emit(writer, model);
    }

    private static string? SlotArguments(TrackedPropertyModel property)
    {
        string? value = property.Initial is null ? null : FirstValue(property);
        if (property.Index is not { } index) return value;
        string slot = value is null ? "default" : $"new {index.InnerSlotType}({value})";
        return index.IsUnique ? $"{slot}, survives: {(property.Survives ? "true" : "false")}" : slot;
    }

    private static string? FirstValue(TrackedPropertyModel property) =>
        property.Attributes.Dynamic.Length == 0 ? property.Initial : $"{CheckMethod(property)}({property.Initial})";

    private static string CheckMethod(TrackedPropertyModel property) => $"__Check{property.Name.TrimStart('@')}";

    private static void SlotsType(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            // One slot for each attribute, with the value that a new child starts with.
            {WellKnownNames.GeneratedCode}{(model.TrackedProperties.Any(static property => property.Attributes.IsObsolete) ? WellKnownNames.Obsolete : "")}
            private struct {GeneratedNames.SlotsType}
            """);
        writer.Open();
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            writer.Lines(SlotArguments(property) is { } arguments
                ? $"public {property.SlotType} {property.Name} = new({arguments});"
                : $"public {property.SlotType} {property.Name};");
            if (property.Metric is { InheritedField: { } inherited }) writer.Lines($"public long {inherited};");
        }

        writer.Line();
        foreach (string suppression in model.DefaultSuppressions) writer.Lines(suppression);
        writer.Lines($$"""
            public {{GeneratedNames.SlotsType}}()
            {
            }
            """);
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property is { Initial: not null, Attributes.Dynamic: { Length: > 0 } attributes })
            {
                writer.Line();
                writer.Lines($"""
                    // The first value is checked as every other.
                    private static {property.Type} {CheckMethod(property)}({attributes}{property.Type} value) => value;
                    """);
            }

            if (property.Counter is { LeaseType: { } leaseType }) CounterEmitter.EmitLease(writer, model, property, leaseType);
        }

        writer.Close();
    }
}
