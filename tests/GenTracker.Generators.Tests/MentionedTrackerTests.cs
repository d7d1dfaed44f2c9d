using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>A class may name the generated types of other tracked classes, from any namespace and in any way that C# has.</summary>
public class MentionedTrackerTests
{
    private const string Users = """
        using GenTracker;
        namespace Acme.Users
        {
            [Tracker] public sealed partial class User : ITrackedChild
            {
                [TrackedAttr] public partial long Messages { get; }
                public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
            }
            public static partial class Inner { [Tracker<UserAttrs>] public sealed partial class Deep { [TrackedAttr] public partial int Depth { get; } } }
        }
        namespace Acme.Rooms.Near { [Tracker] internal partial class Hidden { } }
        """;

    [Theory]
    [InlineData("using Acme.Users;", "UserTracker", "UserAttrs")]
    [InlineData("", "Acme.Users.UserTracker", "Users.UserAttrs")]
    [InlineData("", "global::Acme.Users.UserTracker", "global::Acme.Users.UserAttrs")]
    [InlineData("using T = Acme.Users.UserTracker; using A = Acme.Users.UserAttrs;", "T", "A")]
    [InlineData("using N = Acme.Users;", "N::UserTracker", "N.UserAttrs")]
    [InlineData("using Acme.Users; using L = System.Collections.Generic.List<Acme.Users.UserTracker>;", "L", "(UserAttrs A, UserAttrs? B)")]
    [InlineData("using Acme.Users;", "System.Collections.Generic.List<UserTracker?>?", "UserAttrs[]")]
    [InlineData("using Acme.Users;", "UserTracker?[]?[,]", "System.Action<UserAttrs, UserAttrs[]>?")]
    [InlineData("using Acme.Users;", "System.Func<UserTracker?, UserAttrs?>", "UserAttrs?")]
    [InlineData("using Acme.Users;", "UserTracker?", "System.Collections.Generic.KeyValuePair<UserAttrs, UserTracker>")]
    [InlineData("using static Acme.Users.Inner;", "DeepTracker", "DeepAttrs")]
    [InlineData("", "Users.Inner.DeepTracker", "Acme.Users.Inner.DeepAttrs?")]
    [InlineData("", "RoomTracker", "RoomAttrs?[]")]
    public void The_types_of_a_constructor_and_an_attribute_may_be_generated(string usings, string tracker, string attrs)
    {
        string room = $$"""
            [Tracker] public sealed partial class Room(string key, {{tracker}} users, {{attrs}} last = default!, params {{attrs}}[] more) : ITrackedChild
            {
                public object? Told => (key, users, last, more);
                [TrackedAttr] public partial {{attrs}} Seen { get; set; }
                [TrackedAttr] public partial System.Collections.Generic.Dictionary<string, {{tracker}}>? All { get; private set; }
                public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
            }
            """;

        Generation inFile = Generation.From(Users, $"using GenTracker; {usings} namespace Acme.Rooms; {room}");
        Generation inNamespace = Generation.From(
            Users,
            $"using GenTracker; namespace Acme {{ namespace Rooms {{ {usings.Replace("Acme.", "global::Acme.")} {room} }} }}");
        Generation everywhere = Generation.From(
            Users,
            $"global using GenTracker; {string.Concat(usings.Split(';').SkipLast(1).Select(static text => $"global {text.Trim()};"))}",
            $"namespace Acme.Rooms; {room}");

        Assert.All(new[] { inFile, inNamespace, everywhere }, static generation => Assert.Equal(4, generation.Files.Count));
        Assert.Equal(inFile.Files["Acme.Rooms.Room.tracker.g.cs"], inNamespace.Files["Acme.Rooms.Room.tracker.g.cs"]);
        Assert.Equal(inFile.Files["Acme.Rooms.Room.tracker.g.cs"], everywhere.Files["Acme.Rooms.Room.tracker.g.cs"]);
    }

    [Fact]
    public void The_nearest_namespace_decides_which_tracker_is_meant()
    {
        Generation generation = Generation.From("""
            using GenTracker;
            namespace Acme { public class UserTracker { } [Tracker] public partial class Item { } }
            namespace Acme.Rooms
            {
                [Tracker] public partial class User { }
                [Tracker] public partial class Room { [TrackedAttr] public partial UserTracker? Users { get; set; } [TrackedAttr] public partial ItemTracker? Items { get; set; } }
            }
            """);

        Assert.Contains("global::Acme.Rooms.UserTracker? Users", generation.Files["Acme.Rooms.Room.tracker.g.cs"], System.StringComparison.Ordinal);
        Assert.Contains("global::Acme.ItemTracker? Items", generation.Files["Acme.Rooms.Room.tracker.g.cs"], System.StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_may_name_the_types_of_each_other_and_of_themselves() => Generation.From("""
        using GenTracker;
        namespace A { [Tracker<B.RightAttrs>] public partial class Left(B.RightTracker right, LeftTracker own) : ITrackedChild
        {
            public object Told => (right, own);
            [TrackedAttr(Default = nameof(B.RightTracker))] public partial string Text { get; set; }
            [TrackedAttr(Default = typeof(B.RightTracker))] public partial System.Type Type { get; set; }
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
        } }
        namespace B { [Tracker<(A.LeftAttrs?, int)>] public partial class Right([Injected] A.LeftTracker left, [Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof(A.LeftAttrs))] RightTracker? own = null)
            : ITrackedChild
        {
            public object? Told => (left, own);
            [TrackedAttr(DefaultFrom = nameof(Start))] public partial Tracker<RightAttrs, A.Left>? Base { get; set; }
            [TrackedAttr(DefaultFrom = nameof(Start))] public partial System.IAsyncDisposable? Closed { get; set; }
            private static A.LeftTracker? Start => null;
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
        } }
        """);

    [Fact]
    public void A_tracker_that_is_less_accessible_than_its_user_is_reported_at_the_constructor() => Generation.WithDiagnostics(
        Users + """

        namespace Acme.Rooms { using Near; [Tracker] public partial class Room : ITrackedChild
        {
            public Room(Outer.HiddenTracker users) { }
            private partial class Outer { [Tracker] internal partial class Hidden { } }
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
        } }
        """,
        "CS0051", "GT0008");

    [Fact]
    public void A_name_that_nobody_declares_is_an_error_at_the_users_line()
    {
        CSharpCompilation input = TestCompilation.Create("""
            using GenTracker;
            [Tracker] public partial class Room { [TrackedAttr] public partial GoneTracker? Users { get; set; } }
            """);

        Generation.CreateDriver(input).RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);

        Diagnostic[] errors = [.. output.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error)];
        Assert.All(errors, static found => Assert.Equal("CS0246", found.Id));
        Assert.Contains(errors, found => input.ContainsSyntaxTree(found.Location.SourceTree!));
    }

    [Fact]
    public void A_type_of_an_assembly_with_an_extern_alias_is_named_by_that_alias()
    {
        CSharpCompilation library = CSharpCompilation.Create(
            "Library", [TestCompilation.Parse("namespace Acme { public class Thing { } public enum Shade { Light, Dark } }", "Library.cs")],
            TestCompilation.References, TestCompilation.Options);
        CSharpCompilation input = TestCompilation.Create("""
            extern alias lib;
            using GenTracker;
            using Shade = lib::Acme.Shade;
            namespace Acme { public class Thing { } }
            namespace Acme.Rooms
            {
                [Tracker<Shade>] public partial class Room(lib::Acme.Thing?[] things, Acme.Thing own, Shade shade = Shade.Dark) : ITrackedChild
                {
                    public object Told => (things, own, shade);
                    [TrackedAttr(Default = Shade.Dark)] public partial Shade Color { get; set; }
                    [TrackedAttr] public partial System.Collections.Generic.List<lib::Acme.Thing>? All { get; set; }
                    [TrackedAttr(Index = true)] public partial Shade Light { get; set; }
                    [TrackedAttr(Unique = true)] public partial Shade? Mark { get; set; }
                    public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);

        Generation generation = Generation.From(input.AddReferences(library.ToMetadataReference(["lib"])));

        Assert.Contains("extern alias lib;", generation.File, System.StringComparison.Ordinal);
        Assert.Contains("global::Acme.Thing own", generation.File, System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_generator_declares_is_found_by_the_usings_of_the_users_files()
    {
        CSharpCompilation input = TestCompilation.Create("""
            using GenTracker;
            using Written.Elsewhere;
            using Text = Written.Elsewhere.Names;
            namespace Acme
            {
                using Written.Nearer;
                [Tracker] public partial class Room(Handle handle, string text = Text.First, Near? near = null) : ITrackedChild
                {
                    public object Told => (handle, text, near);
                    [TrackedAttr(Default = Names.First)] public partial string Name { get; set; }
                    [TrackedAttr(Default = nameof(IncrementGuests))] public partial string Other { get; set; }
                    [TrackedAttr] public partial long Guests { get; }
                    public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);
        const string Written = """
            namespace Written.Elsewhere { public class Handle { } public static class Names { public const string First = "first"; } }
            namespace Written.Nearer { public class Near { } }
            """;
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new TrackerGenerator().AsSourceGenerator(), new OtherGenerator(Written).AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);

        driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out var reported);

        Assert.DoesNotContain(output.GetDiagnostics().Concat(reported), static found => found.Severity == DiagnosticSeverity.Error);
        string file = output.SyntaxTrees.Single(static tree => tree.FilePath.EndsWith("Room.tracker.g.cs", System.StringComparison.Ordinal)).ToString();
        Assert.Contains("new(\"IncrementGuests\")", file, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class System { }")]
    [InlineData("public class Microsoft { }")]
    [InlineData("public enum Microsoft { }")]
    public void A_type_that_hides_a_namespace_of_generated_code_is_reported(string type) => Assert.Contains("GT0004", Reported(
        type + " [GenTracker.Tracker] public partial class Room { [GenTracker.TrackedAttr] public partial long Guests { get; } }"));

    [Theory]
    [InlineData("namespace Acme { public class System { } public class GenTracker { } public class Microsoft { } public class Acme { } " +
        "[global::GenTracker.Tracker] public partial class Room { [global::GenTracker.TrackedAttr] public partial Acme? A { get; set; } " +
        "[global::GenTracker.TrackedAttr] public partial long Guests { get; } } }")]
    [InlineData("namespace Acme { public class nint { } public class dynamic { } public class var { } [GenTracker.Tracker] public partial class Room { " +
        "[GenTracker.TrackedAttr] public partial System.IntPtr A { get; set; } [GenTracker.TrackedAttr] public partial nint? B { get; set; } " +
        "[GenTracker.TrackedAttr(Survives = true)] public partial System.UIntPtr C { get; } } }")]
    [InlineData("public partial class Outer<T> { public class GenTracker { } public class System { } [global::GenTracker.Tracker] public partial class Room " +
        "{ [global::GenTracker.TrackedAttr] public partial GenTracker? A { get; set; } [global::GenTracker.TrackedAttr] public partial T B { get; set; } " +
        "public class Outer { } [global::GenTracker.TrackedAttr] public partial Outer? C { get; set; } } }")]
    public void A_type_may_have_the_name_of_a_namespace_or_a_keyword(string source) => Generation.From("#pragma warning disable\n" + source);

    private static string[] Reported(string source)
    {
        CSharpCompilation input = TestCompilation.Create(source);
        Generation.CreateDriver(input).RunGeneratorsAndUpdateCompilation(input, out _, out var reported);
        return [.. reported.Select(static found => found.Id)];
    }

    private sealed class OtherGenerator(string written) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.ParseOptionsProvider, (output, _) => output.AddSource("Written.g.cs", written));
    }

    [Fact]
    public void An_edit_of_a_body_reads_no_class_again()
    {
        CSharpCompilation before = TestCompilation.Create(
            Users,
            "using GenTracker; using Acme.Users; [Tracker] public partial class Room { [TrackedAttr] public partial UserAttrs Last { get; set; } int M() => " +
                "1; }");
        GeneratorDriver driver = Generation.CreateDriver(before).RunGenerators(before);
        SyntaxTree room = before.SyntaxTrees[1];

        GeneratorRunResult again = driver
            .RunGenerators(before.ReplaceSyntaxTree(
                room,
                TestCompilation.Parse(room.ToString().Replace("=> 1", "=> 2", System.StringComparison.Ordinal), room.FilePath)))
            .GetRunResult().Results.Single();

        Assert.All(
            again.TrackedSteps[TrackerGenerator.ClassStep].SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
