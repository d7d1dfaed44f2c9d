using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the members by which children are found by their attributes.</summary>
internal static class IndexEmitter
{
    /// <summary>Writes the member of the child that gives the slots of its indexed attributes to the tracker.</summary>
    public static void EmitContract(CodeWriter writer, TrackerModel model)
    {
        List<TrackedPropertyModel> indexed = Indexed(model);
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"void {WellKnownNames.Indexes}IIndexedChild.VisitIndexed<__TVisitor>(int index, ref __TVisitor visitor)");
        writer.Open();
        writer.Lines("switch (index)");
        writer.Open();
        for (int i = 0; i < indexed.Count; i++)
        {
            string label = i == indexed.Count - 1 ? "default" : $"case {i}";
            writer.Lines($"{label}: visitor.Visit(ref {GeneratedNames.Slots}.{indexed[i].Name}); break;");
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>The names of the tracker's fields, in the order of the child's attributes.</summary>
    public static string FieldsOf(TrackerModel model) => string.Join(", ", Indexed(model).Select(static property => property.Index!.Field));

    /// <summary>Writes the tracker's fields.</summary>
    public static void EmitFields(CodeWriter writer, TrackerModel model)
    {
        writer.Lines("// Find children by their attributes.");
        foreach (TrackedPropertyModel property in Indexed(model))
        {
            IndexModel index = property.Index!;
            if (property.Attributes.IsObsolete) writer.Lines(WellKnownNames.Obsolete.Substring(1));
            writer.Lines($"private readonly {index.Type} {index.Field} = new({index.Arguments});");
        }

        writer.Line();
    }

    /// <summary>Writes the tracker's methods that find children by their attributes.</summary>
    public static void EmitFinds(CodeWriter writer, TrackerModel model)
    {
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.Index is { Find: { } find } index) EmitFind(writer, model, property, index, find);
        }
    }

    private static void EmitFind(CodeWriter writer, TrackerModel model, TrackedPropertyModel property, IndexModel index, string find)
    {
        string value = StoredValue.ToStored(property, "value");
        string attribute = $"{model.Reference}.{property.Name}";
        writer.Line();
        if (index.IsUnique)
        {
            writer.Lines($"""
                /// <summary>Finds the running child whose <see cref="{attribute}"/> has a value, without a lock and without allocating.</summary>
                /// <param name="value">The value. Null is nobody's.</param>
                /// <returns>The child, or null: never one that is starting, restarting or ended.</returns>
                {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}
                {index.Accessibility} {model.Type}? {find}({index.SoughtType} value) => base.FindUnique({index.Field}, {value});
                """);
            return;
        }

        writer.Lines($"""
            /// <summary>Finds the running children whose <see cref="{attribute}"/> has a value, without a lock and without allocating.</summary>
            /// <param name="value">The value.</param>
            /// <returns>A view of these children, for use now: an enumeration shows those of its own time.</returns>
            {WellKnownNames.GeneratedCode}{property.Attributes.OnMembers}
            {index.Accessibility} global::GenTracker.ChildGroup<{model.Type}> {find}({index.SoughtType} value) => base.FindGroup({index.Field}, {value});
            """);
    }

    private static List<TrackedPropertyModel> Indexed(TrackerModel model) =>
        [.. model.TrackedProperties.Where(static property => property.Index is not null)];
}
