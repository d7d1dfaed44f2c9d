using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes what the tracker measures of its children's attributes.</summary>
internal static class MetricEmitter
{
    /// <summary>Writes the list of the attributes with a metric, if there are any.</summary>
    public static void Emit(CodeWriter writer, TrackerModel model)
    {
        if (!model.TrackedProperties.Any(static property => property.Metric is not null)) return;
        string list = $"global::System.Collections.Generic.IReadOnlyList<{WellKnownNames.Runtime}MeasuredValue>";
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"static {list} {WellKnownNames.Runtime}ITracked<{model.KeyType}>.Metrics =>");
        writer.Lines("[");
        foreach (TrackedPropertyModel property in model.TrackedProperties)
        {
            if (property.Metric is not { } metric) continue;
            string unit = metric.Factory == MetricModel.OfTimes ? "" : $" {property.Unit},";
            string child = $"(({model.Type})child).{GeneratedNames.Slots}.";
            string inherited = metric.InheritedField is null ? "" : $", static child => {child}{metric.InheritedField}";
            writer.Lines($"""
                    {WellKnownNames.Runtime}MeasuredValue.{metric.Factory}({metric.Instrument}, (global::GenTracker.AttributeMetric){metric.Kinds},{unit}
                        static child => {metric.ReadStart}{child}{property.Name}{metric.ReadEnd}{inherited}),
                """);
        }

        writer.Lines("];");
    }

    /// <summary>Writes the note of what a child inherits of a total, before it inherits it: what its constructor has counted stays its own.</summary>
    public static void EmitInherited(CodeWriter writer, TrackedPropertyModel property)
    {
        if (property.Metric is not { InheritedField: { } field } metric) return;
        string slot = $"{GeneratedNames.Slots}.{property.Name}{metric.ReadEnd}";
        writer.Lines($"{GeneratedNames.Slots}.{field} = {metric.ReadStart}last.{slot} - {metric.ReadStart}{slot};");
    }

    /// <summary>Begins the note of what a child gets from a snapshot: what its constructor has counted stays its own.</summary>
    public static void EmitBeforeRestore(CodeWriter writer, TrackedPropertyModel property) => EmitRestored(writer, property, "= -");

    /// <summary>Ends that note.</summary>
    public static void EmitAfterRestore(CodeWriter writer, TrackedPropertyModel property) => EmitRestored(writer, property, "+= ");

    private static void EmitRestored(CodeWriter writer, TrackedPropertyModel property, string change)
    {
        if (property.Metric is not { InheritedField: { } field } metric) return;
        writer.Lines($"{GeneratedNames.Slots}.{field} {change}{metric.ReadStart}{GeneratedNames.Slots}.{property.Name}{metric.ReadEnd};");
    }
}
