using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using GenTracker.Breaking;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Breaking;

/// <summary>Compiles the runtime and the scenarios of this project with some places changed.</summary>
internal sealed class VariantCompiler
{
    private static readonly Assembly Self = typeof(VariantCompiler).Assembly;

    /// <summary>The files of the runtime that the project leaves out too: what takes their place stands in Instrumentation.</summary>
    private static readonly string[] Replaced = ["StripeProbe.cs", "KeyHash.cs", "PoolDispatcher.cs", "Watchdog.cs", "WatchdogTimer.cs"];

    private readonly Variants _variants = new(ReadSources, BrokenVariants.All.Select(static variant => variant.Edits));

    /// <summary>Explores a scenario with the changed runtime.</summary>
    public Exploration Compile(string scenario, IReadOnlyList<Edit> edits)
    {
        Assembly variant = _variants.Load(edits, new AssemblyLoadContext("broken", isCollectible: true));
        return (Exploration)variant.GetType(typeof(ScenarioCatalog).FullName!)!.GetMethod(nameof(ScenarioCatalog.Explore))!.Invoke(null, [scenario])!;
    }

    private static Sources ReadSources()
    {
        string own = Path.GetFullPath(Path.Combine(Here(), ".."));
        string runtime = Path.GetFullPath(Path.Combine(own, "..", "..", "src", "GenTracker"));
        string generated = Self.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "GeneratedSources").Value!;
        return new Sources(
            "GenTracker.Broken",
            [
                .. Sources.In(runtime).Where(static file => !Replaced.Contains(Path.GetFileName(file))),
                .. Sources.In(Path.Combine(own, "Instrumentation")),
                .. Sources.In(Path.Combine(own, "Scenarios")),
                .. Sources.In(Path.Combine(own, "Support")),
                .. Sources.In(Path.Combine(own, "..", "Shared", "Models")),
                .. Sources.In(Path.Combine(own, "..", "Shared", "Oracles")),
                .. Sources.In(generated),
            ],
            Self.GetName().Name!);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
