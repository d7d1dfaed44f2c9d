using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using GenTracker.Breaking;
using GenTracker.Orleans.Tests.Model;

namespace GenTracker.Orleans.Tests.Breaking;

/// <summary>Compiles what owns keys, and the model of it, with some places changed.</summary>
internal sealed partial class VariantCompiler
{
    private const string Log = "OwningLog.cs";

    private readonly Variants _variants = new(ReadSources, BrokenVariants.All.Select(static variant => variant.Edits));

    /// <summary>Looks for a history that the changed sources break.</summary>
    /// <returns>What is broken. <see langword="null"/> if no history is.</returns>
    public string? FindBroken(IReadOnlyList<Edit> edits, int firstSeed, int histories)
    {
        Assembly variant = _variants.Load(edits, new AssemblyLoadContext("broken", isCollectible: true));
        MethodInfo find = variant.GetType(typeof(Simulation).FullName!)!.GetMethod(nameof(Simulation.FindBroken))!;
        return (string?)find.Invoke(null, [firstSeed, histories]);
    }

    private static Sources ReadSources()
    {
        string own = Path.GetFullPath(Path.Combine(Here(), ".."));
        string package = Path.GetFullPath(Path.Combine(own, "..", "..", "src", "GenTracker.Orleans"));
        string[] alone = ["ClusterException.cs", "StoreLossPolicy.cs", "TrackerClusterOptions.cs", Path.Combine("Runtime", "WireName.cs")];
        string owning = Path.Combine(package, "Owning");
        return new Sources(
            "GenTracker.Orleans.Broken",
            [
                .. Sources.In(owning).Where(static file => Path.GetFileName(file) != Log),
                .. Sources.In(Path.Combine(package, "Stores")),
                .. alone.Select(file => Path.Combine(package, file)),
                .. Sources.In(Path.Combine(own, "Model")).Where(static file => !file.EndsWith("Tests.cs", StringComparison.Ordinal)),
            ],
            "GenTracker.Orleans",
            Assembly.GetExecutingAssembly().GetName().Name!)

            // Another generator writes what logs, and nothing is logged here.
            .And(Log, Unwritten().Replace(File.ReadAllText(Path.Combine(owning, Log)), "public static void $1 { }"));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"public static partial void (\w+\([^)]*\));")]
    private static partial Regex Unwritten();
}
