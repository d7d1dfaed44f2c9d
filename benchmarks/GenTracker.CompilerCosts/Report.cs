using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using GenTracker.CompilerCosts.Costs;
using GenTracker.CompilerCosts.Measuring;

namespace GenTracker.CompilerCosts;

/// <summary>Writes the page about the costs of the generator and the analyzers.</summary>
internal static class Report
{
    /// <summary>Writes the page.</summary>
    public static string Write(
        (Sample Ours, Sample LoggerMessage) first,
        IReadOnlyList<UnrelatedEdit> unrelated,
        IReadOnlyList<(string Edit, Sample Ours, Sample NamesOnly)> edits,
        Sample compile,
        IReadOnlyList<RuleCost> rules,
        IReadOnlyList<RuleCost> quarter)
    {
        StringBuilder page = new();
        double time = rules.Sum(static rule => rule.Milliseconds);
        string unrelatedRatios = string.Join(" / ", unrelated.Select(static edit => Ratio(edit.Ours.Bytes, edit.NamesOnly.Bytes)));
        const string firstGoal =
            "generator, first run, per class: at most 0.8 times the time and bytes of the SDK's LoggerMessage generator on as many members";
        const string editGoal = "generator after an unrelated edit, 5 / 20 / 200 trackers in 1,000 files: all steps cached, "
            + "at most 1.0 times the bytes of a `ForAttributeWithMetadataName` generator that reads only the names of the same classes";
        string firstTime = Ratio(first.Ours.Milliseconds, first.LoggerMessage.Milliseconds);
        string firstReached = $"{firstTime} times its time, {Ratio(first.Ours.Bytes, first.LoggerMessage.Bytes)} times its bytes";
        string editReached = $"all cached (every test checks it with its own program); {unrelatedRatios} times its bytes";
        Add($"""
            # What the generator and the analyzers cost

            Written by `dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts`, on {RuntimeInformation.OSDescription},
            {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors; it takes some six minutes. All figures are processor time and
            allocated bytes of all threads, medians of interleaved rounds. Times are noisy, bytes are not. The ordinary tests check what does not depend on
            the machine: the bytes of a first run (`FirstRunCostTests`) and of an edit (`UnrelatedEditCostTests`), and how the steps of each rule grow
            (`GrowthTests`).

            | goal | reached |
            | --- | --- |
            | {firstGoal} | {firstReached} |
            | {editGoal} | {editReached} |
            | all analyzers, 200 trackers and their uses: at most 2 % of the compiler's own processor time | {time / compile.Milliseconds:P1} |

            ## The generator, first run

            200 classes with eight attributes each, against 200 classes with eight LoggerMessage methods each. The figures include the binding that the
            generator causes and the parsing of what it wrote.

            | | ms per class | KB per class |
            | --- | --- | --- |
            | GenTracker | {first.Ours.Milliseconds:F2} | {Kilobytes(first.Ours)} |
            | LoggerMessage | {first.LoggerMessage.Milliseconds:F2} | {Kilobytes(first.LoggerMessage)} |

            ## The generator, after an unrelated edit

            A member is added to a file without tracked classes, in a program of 1,000 files. "Attribute-driven" is the same generator without its
            dependency hashes: `ForAttributeWithMetadataName` finds the classes, and the generator reads all of them again after each edit. "Names only"
            finds the same classes with `ForAttributeWithMetadataName` and reads nothing but their names. [Decision 0024](decisions/0024-dependency-hashes-stay.md)
            says why the generator has dependency hashes.

            | tracked classes | ms | KB | ms, attribute-driven | KB, attribute-driven | ms, names only | KB, names only |
            | --- | --- | --- | --- | --- | --- | --- |
            """);
        foreach (UnrelatedEdit edit in unrelated)
        {
            Add($"| {edit.Trackers} | {Cells(edit.Ours)} | {Cells(edit.AttributeDriven)} | {Cells(edit.NamesOnly)} |");
        }

        Add($"""

            ## The generator, after each kind of edit

            200 tracked classes of eight attributes and 800 other files.

            | edit | ms | KB | ms, names only | KB, names only | bytes, ratio |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach ((string edit, Sample ours, Sample namesOnly) in edits)
        {
            Add($"| {edit} | {Cells(ours)} | {Cells(namesOnly)} | {Ratio(ours.Bytes, namesOnly.Bytes)} |");
        }

        Add($"""

            ## The analyzers

            200 tracked classes, a file of uses for each, 1,000 other files, no finding. The compiler by itself (parsing, generating, binding, writing) takes
            {compile.Milliseconds:F0} ms and {compile.Bytes / 1024 / 1024:F0} MB. The time of a rule is what the compiler measures for it (as `/reportanalyzer` shows it), by the clock. Its bytes are those
            beyond the bytes of an analyzer that registers the same actions and does nothing; a negative difference counts as 0. The last columns say by
            what factor both grow if the program grows fourfold: 4 is in proportion. A garbage collection counts as time of the rule during which it
            happens, and so does the binding of a body that no other rule has asked for yet. So single rows vary from run to run. The sum does not, nor do
            the steps that `GrowthTests` counts.

            | rule | analyzer | ms | KB | growth, ms | growth, KB |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach (RuleCost rule in rules)
        {
            RuleCost less = quarter.Single(other => other.Name == rule.Name);
            string id = rule.Name == "DeclarationAnalyzer" ? "GT0001-GT0010" : rule.Id;
            string growth = $"{Growth(rule.Milliseconds, less.Milliseconds, 1)} | {Growth(rule.Bytes, less.Bytes, 16 * 1024)}";
            Add($"| {id} | {rule.Name} | {rule.Milliseconds:F1} | {rule.Bytes / 1024:F0} | {growth} |");
        }

        string sumOfKilobytes = (rules.Sum(static rule => rule.Bytes) / 1024).ToString("F0", CultureInfo.InvariantCulture);
        Add($"| all | | {time:F1} | {sumOfKilobytes} | {Ratio(time, quarter.Sum(static rule => rule.Milliseconds))} | |");
        return page.ToString();

        void Add(FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Ratio(double one, double other) => (one / other).ToString("F2", CultureInfo.InvariantCulture);

    private static string Growth(double now, double before, double leastThatCounts) => before < leastThatCounts ? "" : Ratio(now, before);

    private static string Cells(Sample sample) => $"{sample.Milliseconds.ToString("F1", CultureInfo.InvariantCulture)} | {Kilobytes(sample)}";

    private static string Kilobytes(Sample sample) => (sample.Bytes / 1024).ToString("F0", CultureInfo.InvariantCulture);
}
