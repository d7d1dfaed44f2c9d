using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using GenTracker.CompilerCosts;
using GenTracker.CompilerCosts.Costs;
using GenTracker.CompilerCosts.Measuring;
using GenTracker.CompilerCosts.Subjects;
using Microsoft.CodeAnalysis;

// dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts                  writes docs/performance-compiler.md
// dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts -- print         prints it instead
// dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts -- cold ours 20  measures one generator in this fresh process
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

MetadataReference[] references =
[
    .. Directory.GetFiles(Metadata("ReferenceAssemblies"), "*.dll")
        .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll"))
        .Append(typeof(GenTracker.TrackerAttribute).Assembly.Location)
        .Select(static path => MetadataReference.CreateFromFile(path)),
];

GeneratorCosts generator = new(references);
if (args is ["cold", { } name, { } trackers])
{
    (Sample firstRun, Sample firstEdit) = generator.MeasureCold(name, int.Parse(trackers, CultureInfo.InvariantCulture));
    Console.WriteLine($"{name}, {trackers} trackers: first run {Cost(firstRun)}, first edit {Cost(firstEdit)}");
    return;
}

AnalyzerCosts analyzers = new(references);
Say("the generator's first run");
(Sample Ours, Sample LoggerMessage) first = generator.MeasureFirstRun(LoggerMessageGenerator.Load());
Say("the generator after an unrelated edit");
UnrelatedEdit[] unrelated = [.. generator.MeasureUnrelatedEdits()];
Say("the generator after each kind of edit");
(string Edit, Sample Ours, Sample NamesOnly)[] edits = [.. generator.MeasureEdits()];
const int Scale = 200, Quarter = Scale / 4;
Say("the compiler");
Sample compile = analyzers.MeasureCompiler(Scale);
Say("the rules in a quarter of the program");
IReadOnlyList<RuleCost> quarter = analyzers.MeasureRules(Quarter);
Say("the rules");
IReadOnlyList<RuleCost> rules = analyzers.MeasureRules(Scale);

string report = Report.Write(first, unrelated, edits, compile, rules, quarter);
if (args is ["print"]) Console.WriteLine(report);
else File.WriteAllText(Path.Combine(Metadata("Repository"), "docs", "performance-compiler.md"), report);

static string Cost(Sample sample) => $"{sample.Milliseconds:F1} ms {sample.Bytes / 1024:F0} KB";

static void Say(string part) => Console.Error.WriteLine($"{DateTime.Now:T} {part}");

static string Metadata(string key) => typeof(Report).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
