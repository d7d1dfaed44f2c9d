using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.CompilerCosts.Measuring;
using GenTracker.CompilerCosts.Subjects;
using GenTracker.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.CompilerCosts.Costs;

/// <summary>What the generator costs when it runs for the first time, and after an edit.</summary>
internal sealed class GeneratorCosts(IReadOnlyList<MetadataReference> references, IIncrementalGenerator loggerMessage)
{
    private const int Trackers = 200;

    private static readonly SyntaxTree[] TrackerFiles = [.. SyntheticProgram.Many(Trackers, SyntheticProgram.Tracker)];

    private static readonly SyntaxTree[] OtherFiles = [.. SyntheticProgram.Many(800, static index => SyntheticProgram.Other(index))];

    /// <summary>The first run, per class: ours, and the SDK's LoggerMessage generator on as many members.</summary>
    /// <returns>Both.</returns>
    public (Sample Ours, Sample Theirs) First()
    {
        SyntaxTree[] loggers = [.. SyntheticProgram.Many(Trackers, SyntheticProgram.Logger)];
        Sample[] medians = Rounds.Measure(
            15,
            warm: 3,
            () => Run(Driver(new TrackerGenerator()), SyntheticProgram.Of(references, TrackerFiles)),
            () => Run(Driver(loggerMessage), SyntheticProgram.Of(references, loggers)));
        return (PerClass(medians[0]), PerClass(medians[1]));
    }

    /// <summary>Each kind of edit in a program of 1 000 files: ours, and a generator that reads only the names of the same classes.</summary>
    /// <returns>The edits.</returns>
    public IEnumerable<(string Edit, Sample Ours, Sample NamesOnly)> Edits()
    {
        CSharpCompilation program = SyntheticProgram.Of(references, TrackerFiles.Concat(OtherFiles));
        GeneratorDriver ours = Driver(new TrackerGenerator()).RunGenerators(program);
        GeneratorDriver namesOnly = Driver(new NamesOnlyGenerator()).RunGenerators(program);
        foreach ((string name, Func<CSharpCompilation> edit) in Edits(program))
        {
            Sample[] medians = Rounds.Measure(25, warm: 3, () => Run(ours, edit()), () => Run(namesOnly, edit()));
            yield return (name, medians[0], medians[1]);
        }
    }

    private static IEnumerable<(string Name, Func<CSharpCompilation> Edit)> Edits(CSharpCompilation program)
    {
        SyntaxTree other = OtherFiles[400], tracker = TrackerFiles[100];
        yield return ("a member is added elsewhere", () => program.ReplaceSyntaxTree(other, SyntheticProgram.Other(400, "\n\n    public int More => 1;")));
        yield return ("a body is edited elsewhere", () => Replace(other, "attempt < 3", "attempt < 4"));
        yield return ("a file is added", () => program.AddSyntaxTrees(SyntheticProgram.Other(5000)));
        yield return ("a body of a tracked class is edited", () => Replace(tracker, "1024.0", "1000.0"));
        yield return ("an attribute is added to a tracked class", () => Replace(tracker, "[TrackedAttr] public partial bool Hds", "[TrackedAttr] public partial int More { get; }\n    [TrackedAttr] public partial bool Hds"));
        yield return ("a type is edited that an attribute has", () => Replace(tracker, "enum State100 { Idle", "enum State100 : byte { Idle"));

        CSharpCompilation Replace(SyntaxTree file, string old, string now) =>
            program.ReplaceSyntaxTree(file, SyntheticProgram.Parse(file.FilePath, file.ToString().Replace(old, now, StringComparison.Ordinal)));
    }

    private static Sample Run(GeneratorDriver driver, CSharpCompilation program) => Sample.Of(() => driver.RunGenerators(program), out _);

    private static Sample PerClass(Sample sample) => new(sample.Milliseconds / Trackers, sample.Bytes / Trackers);

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: SyntheticProgram.ParseOptions);
}
