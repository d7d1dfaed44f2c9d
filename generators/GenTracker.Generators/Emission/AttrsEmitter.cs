using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the record of all attributes, and the method that reads it.</summary>
internal static class AttrsEmitter
{
    /// <summary>Writes the record.</summary>
    public static void Emit(CodeWriter writer, TrackerModel model)
    {
        writer.Lines($"""/// <summary>The attributes of a <see cref="{model.Reference}"/> as they were when they were read, each for itself.</summary>""");

        // The compiler warns of a struct in two parts with fields in both (CS0282), unless nobody relies on their order.
        if (model.SplitsAttrs) writer.Lines("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]");
        writer.Lines($"""
            {Marks.OfAttrs(model)}{model.AttrsAttributes}
            {model.Accessibility} readonly {Marks.Unsafe(model)}partial record struct {model.AttrsName}
            """);
        writer.Open();
        bool first = true;
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.AttrsAccessibility is null || property.IsDeclaredInAttrs) continue;
            if (!first) writer.Line();
            first = false;
            writer.Lines($$"""
                /// <inheritdoc cref="{{model.Reference}}.{{property.Name}}"/>
                {{Marks.OfAttrsMember(model)}}{{property.Attributes.OnRecord}}
                {{property.AttrsAccessibility}} {{property.Type}} {{property.Name}} { get; init; }
                """);
        }

        if (first) writer.Lines("// The class has no attributes that others may read, or the user has declared all of them.");
        if (HasSecrets(model) && !model.HasWrittenPrintMembers) EmitPrintMembers(writer, model);
        writer.Close();
    }

    private static bool HasSecrets(TrackerModel model) =>
        model.TrackedProperties.Any(static property => property is { IsSecret: true, AttrsAccessibility: not null });

    /// <summary>The text of the record is that of any record, without what is secret.</summary>
    private static void EmitPrintMembers(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            // As the compiler writes it, but without the secret attributes.
            {Marks.OfAttrsMember(model)}{(HasErrors(model) ? WellKnownNames.Obsolete : "")}
            private bool PrintMembers(global::System.Text.StringBuilder builder)
            """);
        writer.Open();
        string separator = "";
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.IsSecret || property.AttrsAccessibility != "public") continue;
            writer.Lines($"""builder.Append("{separator}{property.Name.TrimStart('@')} = ").Append((object?)this.{property.Name});""");
            separator = ", ";
        }

        writer.Lines(separator.Length == 0 ? "return false;" : "return true;");
        writer.Close();
    }

    /// <summary>Writes the method that reads it.</summary>
    public static void EmitReader(CodeWriter writer, TrackerModel model)
    {
        TrackedPropertyModel[] properties = [.. model.TrackedProperties.Where(static property => property.AttrsAccessibility is not null)];
        writer.Line();
        writer.Lines($"""
            /// <summary>Reads all public and internal attributes: each whole, but not all at one moment.</summary>
            /// <returns>Their values; the final ones once the child has ended.</returns>
            {WellKnownNames.GeneratedCode}{(properties.Any(static property => property.Attributes.Dynamic.Length > 0) ? WellKnownNames.Checked : "")}
            """);
        bool isError = HasErrors(model);
        if (isError)
        {
            // Only obsolete code may set the properties of the record, and the method is not obsolete.
            writer.Lines($"public {model.AttrsType} ReadAttrs()");
            writer.Open();
            writer.Lines($"return Read();{WellKnownNames.Obsolete}");
        }

        writer.Lines(isError ? $"{model.AttrsType} Read() => new()" : $"public {model.AttrsType} ReadAttrs() => new()");
        writer.Open();
        foreach (TrackedPropertyModel property in properties)
        {
            writer.Lines($"{property.Name} = {StoredValue.FromStored(property, $"{GeneratedNames.Slots}.{property.Name}.Value")},");
        }

        writer.Close(";");
        if (isError) writer.Close();
    }

    /// <summary>Writes the type in the tracker that reads them for what outlives the child.</summary>
    public static void EmitReaderType(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines($"""
            // For recent exits and tools.
            {Marks.OfTrackerMember(model)}{(HasErrors(model) ? WellKnownNames.Obsolete : "")}
            private sealed class {GeneratedNames.AttrsReader} : {WellKnownNames.Runtime}AttrsReader<{model.KeyType}, {model.Type}, {model.AttrsType}>
            """);
        writer.Open();
        writer.Lines($"public override {model.AttrsType} Read({model.Type} child) => child.ReadAttrs(){WithoutSecrets(model)};");
        EmitDescription(writer, model);
        writer.Close();
    }

    /// <summary>Whether only obsolete code may read some of them.</summary>
    private static bool HasErrors(TrackerModel model) =>
        model.TrackedProperties.Any(static property => property is { AttrsAccessibility: not null, Attributes.IsObsoleteAsError: true });

    private static string WithoutSecrets(TrackerModel model) => !HasSecrets(model)
        ? ""
        : $" with {{ {string.Join(", ", model.TrackedProperties
            .Where(static property => property is { IsSecret: true, AttrsAccessibility: not null })
            .Select(static property => property.Name + " = default!"))} }}";

    private static void EmitDescription(CodeWriter writer, TrackerModel model)
    {
        writer.Line();
        writer.Lines("public override global::System.Collections.Generic.IReadOnlyList<global::GenTracker.TrackedAttrInfo> Describe() =>");
        writer.Lines("[");
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.AttrsAccessibility is null) continue;
            string rest = property.Metric is { } metric ? $", {property.Unit}, {metric.Kinds}" : property.Unit != "null" ? $", {property.Unit}" : "";
            writer.Lines($"""    base.Attr("{property.Name.TrimStart('@')}", typeof({property.RuntimeType}), {Options(property)}{rest}),""");
        }

        writer.Lines("];");
        writer.Line();
        writer.Lines($"public override object? GetValue(in {model.AttrsType} attrs, int index) => index switch");
        writer.Open();
        int index = 0;
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.AttrsAccessibility is null) continue;
            if (!property.IsSecret) writer.Lines($"{index} => attrs.{property.Name},");
            index++;
        }

        writer.Lines("_ => null,");
        writer.Close(";");
    }

    /// <summary>The flags of <c>TrackedAttrOptions</c>.</summary>
    private static int Options(TrackedPropertyModel property) =>
        (property.Setter is null ? 0 : 1)
        + (property.Survives ? 2 : 0)
        + (property.Counter is { IsStriped: true } ? 4 : 0)
        + (property.IsSecret ? 8 : 0)
        + (property.Index is null ? 0 : property.Index.IsUnique ? 32 : 16);
}
