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

// dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts            writes docs/performance-compiler.md
// dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts -- print   prints it instead
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

MetadataReference[] references =
[
    .. Directory.GetFiles(Metadata("ReferenceAssemblies"), "*.dll")
        .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll"))
        .Append(typeof(GenTracker.TrackerAttribute).Assembly.Location)
        .Select(static path => MetadataReference.CreateFromFile(path)),
];

GeneratorCosts generator = new(references, LoggerMessageGenerator.Load());
AnalyzerCosts analyzers = new(references);
Say("the generator's first run");
(Sample Ours, Sample Theirs) first = generator.First();
Say("the generator after an edit");
(string Edit, Sample Ours, Sample NamesOnly)[] edits = [.. generator.Edits()];
const int Scale = 200, Quarter = Scale / 4;
Say("the compiler");
Sample compile = analyzers.Compile(Scale);
Say("the rules in a quarter of the program");
IReadOnlyList<(string Id, string Name, double Milliseconds, double Bytes)> quarter = analyzers.Each(Quarter);
Say("the rules");
IReadOnlyList<(string Id, string Name, double Milliseconds, double Bytes)> rules = analyzers.Each(Scale);

string report = Report.Write(first, edits, compile, rules, quarter);
if (args is ["print"]) Console.WriteLine(report);
else File.WriteAllText(Path.Combine(Metadata("Repository"), "docs", "performance-compiler.md"), report);

static void Say(string part) => Console.Error.WriteLine($"{DateTime.Now:T} {part}");

static string Metadata(string key) => typeof(Report).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
