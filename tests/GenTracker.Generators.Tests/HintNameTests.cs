using System;
using System.Linq;
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
}
