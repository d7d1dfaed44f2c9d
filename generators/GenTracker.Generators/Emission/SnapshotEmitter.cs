using System.Globalization;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes how the attributes that survive leave the child as a snapshot, and come back. Secret ones stay in the process.</summary>
internal static class SnapshotEmitter
{
    private const string Snapshot = "global::GenTracker.ChildSnapshot";

    /// <summary>Writes nothing for a class of which nothing survives.</summary>
    public static void Emit(CodeWriter writer, TrackerModel model, string tracked)
    {
        TrackedPropertyModel[] surviving = [.. model.TrackedProperties.Where(static property => property is { Survives: true, IsSecret: false })];
        if (surviving.Length == 0) return;
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"{Snapshot} {tracked}.ReadSnapshot() => new(");
        writer.Lines("[");
        foreach (TrackedPropertyModel property in surviving)
        {
            string value = StoredValue.FromStored(property, $"{GeneratedNames.Slots}.{property.Name}.Value");
            writer.Lines($"    new({NameOf(property)}, {value}),");
        }

        writer.Lines("]);");
        writer.Line();
        writer.Lines(WellKnownNames.GeneratedCode);
        writer.Lines($"void {tracked}.Restore({Snapshot} snapshot)");
        writer.Open();
        for (int i = 0; i < surviving.Length; i++)
        {
            TrackedPropertyModel property = surviving[i];
            string value = "value" + i.ToString(CultureInfo.InvariantCulture);
            writer.Lines($"if (snapshot.TryGet<{property.Type}>({NameOf(property)}, out {property.TypeOrNull} {value}))");
            writer.Open();
            MetricEmitter.EmitBeforeRestore(writer, property);
            writer.Lines($"{GeneratedNames.Slots}.{property.Name}.Restore({StoredValue.ToStored(property, value + "!")});");
            MetricEmitter.EmitAfterRestore(writer, property);
            writer.Close();
        }

        writer.Close();
    }

    private static string NameOf(TrackedPropertyModel property) => $"\"{property.Name.TrimStart('@')}\"";
}
