using System;
using System.Linq;
using System.Text;
using GenTracker.Generators.Tests.Harness;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Every class has a file of its own. The compiler drops all files of a generator if two names differ only in case.</summary>
public class HintNameTests
{
    [Fact]
    public void Names_that_differ_only_in_case_nesting_or_namespace_have_files_of_their_own()
    {
        Generation generation = Generation.From("""
            using GenTracker;
            #pragma warning disable CS8981
            [Tracker] public partial class Foo;
            [Tracker] public partial class foo;
            [Tracker] public partial class fOO;
            [Tracker] public partial class A_B;
            [Tracker] public partial class AB;
            [Tracker] public partial class A1;
            [Tracker] public partial class Größe;
            [Tracker] public partial class Grüße;
            [Tracker] public partial class Gr00F6;
            namespace N { [Tracker] public partial class Foo; }
            namespace n { [Tracker] public partial class Foo; }
            namespace N.Foos { [Tracker] public partial class Foo; }
            partial class Outer { [Tracker] public partial class Foo; }
            partial class outer { [Tracker] public partial class Foo; }
            partial class Outer<T> { [Tracker] public partial class Foo; }
            partial class Outer<T1, T2> { [Tracker] public partial class Foo; }
            partial class Outer { public partial class Inner { [Tracker] public partial class Foo; } }
            namespace Outer.Inner { }
            """.Replace("namespace Outer.Inner { }", "namespace OuterInner { [Tracker] public partial class Foo; }", StringComparison.Ordinal));

        Assert.Equal(18, generation.Files.Count);
        Assert.Equal(18, generation.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("namespace Demo { [Tracker] public partial class LiveStream; }", "Demo.Live-Stream.tracker.g.cs")]
    [InlineData("[Tracker] public partial class Job;", "Job.tracker.g.cs")]
    [InlineData("partial class Outer<T> { [Tracker] public partial class Job; }", "Outer(1)+Job.tracker.g.cs")]
    public void The_name_of_a_file_tells_its_class(string source, string name) =>
        Assert.Equal(name, Assert.Single(Generation.From("using GenTracker;\n" + source).Files).Key);

    [Fact]
    public void The_names_of_all_scripts_and_lengths_are_short_and_differ_without_case_and_normalization()
    {
        string[] names =
        [
            "ПрямаяТрансляция", "прямаяТрансляция", "直播流", "直播", "é", "e\u0301", "É", "ﬁ", "fi", "FI", "ᚠ", "Å", "\u212B", "A\u030A", new('A', 300),
            new('A', 301), new('a', 300), new('Ж', 300), new('Ж', 301), string.Concat(Enumerable.Repeat("aB", 60)), string.Concat(Enumerable.Repeat("aB", 61)),
        ];
        string[] spaces = ["Компания.Видеосервис.Потоки", "компания.Видеосервис.Потоки", "Acme", new('N', 400), "会社.動画"];
        string source = "using GenTracker;\n#pragma warning disable CS8981\n" + string.Concat(
            spaces.Select(space =>
                $"namespace {space} {{ {string.Concat(names.Distinct().Select(static name => $"[Tracker] public partial class {name};\n"))} }}\n"));

        string[] files = [.. Generation.From(source).Files.Keys];

        Assert.Equal(names.Length * spaces.Length, files.Length);
        Assert.Equal(files.Length, files.Select(static file => file.Normalize(NormalizationForm.FormKC)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, static file => Assert.True(file.Length <= 100 && Encoding.UTF8.GetByteCount(file) <= 128, file));
    }

    [Fact]
    public void The_name_of_a_file_depends_on_its_class_alone() => Assert.Contains(
        "ПрямаяТрансляция(3d4a893367822d96).tracker.g.cs",
        Generation.From(
            "namespace Компания.Видеосервис.Потоки; [GenTracker.Tracker] public sealed partial class ПрямаяТрансляция { [GenTracker.TrackedAttr] public " +
                "partial long Байты { get; } }",
            "[GenTracker.Tracker] public partial class Другой;").Files.Keys);
}
