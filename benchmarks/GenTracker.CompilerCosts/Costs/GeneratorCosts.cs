using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.CompilerCosts.Measuring;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.CompilerCosts.Costs;

/// <summary>What the generator costs in its first run, and after an edit.</summary>
internal sealed class GeneratorCosts(IReadOnlyList<MetadataReference> references)
{
    private const int Files = 1000, Trackers = 200;

    private static readonly string[] Generators = ["ours", "attribute", "names"];

    /// <summary>The first run, per class: ours, and the SDK's LoggerMessage generator on as many members.</summary>
    public (Sample Ours, Sample LoggerMessage) MeasureFirstRun(IIncrementalGenerator loggerMessage)
    {
        SyntaxTree[] trackers = [.. SyntheticProgram.Many(Trackers, SyntheticProgram.Tracker)];
        SyntaxTree[] loggers = [.. SyntheticProgram.Many(Trackers, SyntheticProgram.Logger)];
        Sample[] medians = Rounds.Measure(
            15,
            warm: 3,
            () => Run(Driver(new TrackerGenerator()), SyntheticProgram.Create(references, trackers)),
            () => Run(Driver(loggerMessage), SyntheticProgram.Create(references, loggers)));
        return (PerClass(medians[0]), PerClass(medians[1]));
    }

    /// <summary>An edit of a file without tracked classes: ours, the attribute-driven generator, and one that reads only the names.</summary>
    public IEnumerable<UnrelatedEdit> MeasureUnrelatedEdits()
    {
        foreach (int trackers in (int[])[5, 20, 200])
        {
            CSharpCompilation program = Program(trackers);
            GeneratorDriver[] drivers = [.. Generators.Select(name => Driver(Create(name)).RunGenerators(program))];
            Sample[] medians = Rounds.Measure(25, warm: 3, [.. drivers.Select(driver => (Func<Sample>)(() => Run(driver, AddMember(program))))]);
            yield return new(trackers, medians[0], medians[1], medians[2]);
        }
    }

    /// <summary>Each kind of edit in a program with 200 tracked classes: ours, and a generator that reads only the names.</summary>
    public IEnumerable<(string Edit, Sample Ours, Sample NamesOnly)> MeasureEdits()
    {
        CSharpCompilation program = Program(Trackers);
        GeneratorDriver ours = Driver(new TrackerGenerator()).RunGenerators(program);
        GeneratorDriver namesOnly = Driver(new NamesOnlyGenerator()).RunGenerators(program);
        foreach ((string name, Func<CSharpCompilation> edit) in Edits(program))
        {
            Sample[] medians = Rounds.Measure(25, warm: 3, () => Run(ours, edit()), () => Run(namesOnly, edit()));
            yield return (name, medians[0], medians[1]);
        }
    }

    /// <summary>The first run and the first edit in a process that has compiled nothing before, with all code still to be jitted.</summary>
    /// <param name="generator"><c>ours</c>, <c>attribute</c> or <c>names</c>.</param>
    /// <param name="trackers">The number of tracked classes among 1,000 files.</param>
    public (Sample FirstRun, Sample FirstEdit) MeasureCold(string generator, int trackers)
    {
        CSharpCompilation program = Program(trackers);
        GeneratorDriver driver = Driver(Create(generator));
        Sample firstRun = Sample.Measure(() => driver.RunGenerators(program), out driver);
        return (firstRun, Run(driver, AddMember(program)));
    }

    private static IIncrementalGenerator Create(string name) => name switch
    {
        "ours" => new TrackerGenerator(),
        "attribute" => new AttributeDrivenGenerator(),
        "names" => new NamesOnlyGenerator(),
        _ => throw new ArgumentException($"There is no generator '{name}': ours, attribute or names.", nameof(name)),
    };

    private static IEnumerable<(string Name, Func<CSharpCompilation> Edit)> Edits(CSharpCompilation program)
    {
        SyntaxTree other = program.SyntaxTrees[Trackers + 400], tracker = program.SyntaxTrees[100];
        const string Attribute = "[TrackedAttr] public partial bool Hds";
        yield return ("a member is added elsewhere", () => AddMember(program));
        yield return ("a body is edited elsewhere", () => Replace(other, "attempt < 3", "attempt < 4"));
        yield return ("a file is added", () => program.AddSyntaxTrees(SyntheticProgram.Other(5000)));
        yield return ("a body of a tracked class is edited", () => Replace(tracker, "1024.0", "1000.0"));
        yield return ("an attribute is added to a tracked class",
            () => Replace(tracker, Attribute, $"[TrackedAttr] public partial int X {{ get; }}\n    {Attribute}"));
        yield return ("the type of an attribute is edited", () => Replace(tracker, "enum State100 { Idle", "enum State100 : byte { Idle"));

        CSharpCompilation Replace(SyntaxTree file, string old, string now) =>
            program.ReplaceSyntaxTree(file, SyntheticProgram.Parse(file.FilePath, file.ToString().Replace(old, now, StringComparison.Ordinal)));
    }

    private static CSharpCompilation AddMember(CSharpCompilation program) =>
        program.ReplaceSyntaxTree(program.SyntaxTrees[^1], SyntheticProgram.Other(program.SyntaxTrees.Length - 1, "\n\n    public int More => 1;"));

    private CSharpCompilation Program(int trackers) => SyntheticProgram.Create(
        references,
        SyntheticProgram.Many(trackers, SyntheticProgram.Tracker)
            .Concat(Enumerable.Range(trackers, Files - trackers).Select(static index => SyntheticProgram.Other(index))));

    private static Sample Run(GeneratorDriver driver, CSharpCompilation program) => Sample.Measure(() => driver.RunGenerators(program), out _);

    private static Sample PerClass(Sample sample) => new(sample.Milliseconds / Trackers, sample.Bytes / Trackers);

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions);
}
