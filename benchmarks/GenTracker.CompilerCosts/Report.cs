using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using GenTracker.CompilerCosts.Measuring;

namespace GenTracker.CompilerCosts;

/// <summary>The page that says what the generator and the analyzers cost.</summary>
internal static class Report
{
    /// <summary>Writes the page.</summary>
    /// <param name="first">The first run, per class.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="compile">The compiler itself.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="quarter">The same rules in a program of a quarter of the size.</param>
    /// <returns>The page.</returns>
    public static string Write(
        (Sample Ours, Sample Theirs) first,
        IReadOnlyList<(string Edit, Sample Ours, Sample NamesOnly)> edits,
        Sample compile,
        IReadOnlyList<(string Id, string Name, double Milliseconds, double Bytes)> rules,
        IReadOnlyList<(string Id, string Name, double Milliseconds, double Bytes)> quarter)
    {
        StringBuilder page = new();
        double time = rules.Sum(static rule => rule.Milliseconds);
        Add($"""
            # What the generator and the analyzers cost

            Written by `dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts`, on {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription},
            {Environment.ProcessorCount} processors; it takes some six minutes. Processor time and allocated bytes of all threads, medians of interleaved rounds. Times are noisy, bytes are not. The ordinary
            tests hold what does not depend on the machine: the bytes of a first run (`FirstRunCostTests`) and of an edit (`UnrelatedEditCostTests`), and how the steps of each rule grow (`GrowthTests`).

            | goal | reached |
            | --- | --- |
            | generator, first run, per class: at most 1.0 times the time and bytes of the SDK's LoggerMessage generator on as many members | {Ratio(first.Ours.Milliseconds, first.Theirs.Milliseconds)} times its time, {Ratio(first.Ours.Bytes, first.Theirs.Bytes)} times its bytes |
            | generator after an unrelated edit: all steps cached, at most 1.25 times the bytes of a `ForAttributeWithMetadataName` generator that reads only names | all cached (tested with every program of every test); {Ratio(edits[0].Ours.Bytes, edits[0].NamesOnly.Bytes)} times its bytes |
            | all analyzers: at most 3 % of the compiler's own processor time | {time / compile.Milliseconds:P1} |

            ## The generator, first run

            200 classes with eight attributes each, against 200 classes with eight LoggerMessage methods each; with the binding that it causes and the parsing of what it wrote.

            | | ms per class | KB per class |
            | --- | --- | --- |
            | GenTracker | {first.Ours.Milliseconds:F2} | {Kilobytes(first.Ours)} |
            | LoggerMessage | {first.Theirs.Milliseconds:F2} | {Kilobytes(first.Theirs)} |

            ## The generator, after an edit

            200 tracked classes of eight attributes and 800 other files. Beside it: a generator that finds the same classes with `ForAttributeWithMetadataName` and reads
            nothing but their names.

            | edit | ms | KB | ms, names only | KB, names only | bytes, ratio |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach ((string edit, Sample ours, Sample namesOnly) in edits)
        {
            Add($"| {edit} | {ours.Milliseconds:F1} | {Kilobytes(ours)} | {namesOnly.Milliseconds:F1} | {Kilobytes(namesOnly)} | {Ratio(ours.Bytes, namesOnly.Bytes)} |");
        }

        Add($"""

            ## The analyzers

            200 tracked classes, a file of uses for each, 1 000 other files, no finding. The compiler by itself (reading, generating, binding, writing) takes {compile.Milliseconds:F0} ms and
            {compile.Bytes / 1024 / 1024:F0} MB. The time of a rule is what the compiler measures for it (as `/reportanalyzer` shows it); the bytes are what is allocated more with the rule than with an analyzer
            that asks for the same and does nothing, and less than that counts as nothing. The last columns are how both grow when the program grows fourfold: 4 is in proportion. A collection of garbage, or a
            body that is bound because a rule asks first, counts as the time of the rule that it meets, so single rows jump from run to run; the sum does not, and neither do the steps that `GrowthTests` counts.

            | rule | analyzer | ms | KB | growth, ms | growth, KB |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach ((string id, string name, double milliseconds, double bytes) in rules)
        {
            (string _, string _, double lessMilliseconds, double lessBytes) = quarter.Single(rule => rule.Name == name);
            Add($"| {(name == "DeclarationAnalyzer" ? "GT0001-GT0010" : id)} | {name} | {milliseconds:F1} | {bytes / 1024:F0} | {Growth(milliseconds, lessMilliseconds, 1)} | {Growth(bytes, lessBytes, 16 * 1024)} |");
        }

        Add($"| all | | {time:F1} | {rules.Sum(static rule => rule.Bytes) / 1024:F0} | {Ratio(time, quarter.Sum(static rule => rule.Milliseconds))} | |");
        return page.ToString();

        void Add(FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Ratio(double one, double other) => (one / other).ToString("F2", CultureInfo.InvariantCulture);

    private static string Growth(double now, double before, double leastThatCounts) => before < leastThatCounts ? "" : Ratio(now, before);

    private static string Kilobytes(Sample sample) => (sample.Bytes / 1024).ToString("F0", CultureInfo.InvariantCulture);
}
