using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>
/// The generator reads a class again only if its dependency hash has changed (decision 0014). So the hash must cover everything that can
/// change what is generated: after an edit of another file, the generator reports and writes the same as one that sees the program for
/// the first time.
/// </summary>
public class StalenessTests
{
    private const string Room = """
        using GenTracker;
        using System.Threading;
        using System.Threading.Tasks;
        namespace Rooms
        {
            [Tracker]
            public partial class Room : Base, ITrackedChild
            {
                public Room(string key, Kind kind, Outside.Size size) { }
                [TrackedAttr] public partial Kind State { get; set; }
                [TrackedAttr] public partial Outside.Size Extent { get; set; }
                [TrackedAttr(Default = Numbers.Most)] public partial int Seats { get; set; }
                [TrackedAttr(DefaultFrom = nameof(Start))] public partial Kind First { get; set; }
                private static Kind Start() => default;
                [TrackedAttr(DefaultFrom = nameof(Last))] public partial Deeper? Second { get; set; }
                [TrackedAttr, Mark(Numbers.Most)] public partial int Marked { get; set; }
                private static Free? Last => null;
                [TrackedAttr] public partial Users.UserAttrs Owner { get; set; }
                [TrackedAttr] public partial Users.Groups.GroupTracker? Group { get; set; }
                [TrackedAttr] public partial Users.LaterTracker? Later { get; set; }
                [TrackedAttr(DefaultFrom = nameof(Nobody))] public partial Tracker<int, Users.User>? All { get; set; }
                private static Users.UserTracker? Nobody => null;
                public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
            }
        }
        """;

    private const string Others = """
        namespace Rooms
        {
            public enum Kind { Open, Closed }
            public static class Numbers { public const int Most = Limits.Highest; }
            public static class Limits { public const int Highest = 7; }
            public class Base : Deeper { }
            public class Deeper { public int Plain; }
            public class Free : Deeper { }
            public class MarkAttribute : BaseMark { public MarkAttribute(int value) { } }
            [System.AttributeUsage(System.AttributeTargets.All)] public class BaseMark : System.Attribute { }
        }
        namespace Outside
        {
            public struct Size { public int Width; }
        }
        namespace Users
        {
            [GenTracker.Tracker<int>] public partial class User { }
            public partial class Groups { [GenTracker.Tracker] public partial class Group { } }
            public partial class Later { }
        }
        """;

    [Theory]
    [InlineData("enum Kind {", "enum Kind : long {")]
    [InlineData("enum Kind { Open, Closed }", "class Kind { }")]
    [InlineData("public enum Kind", "internal enum Kind")]
    [InlineData("enum Kind { Open, Closed }", "ref struct Kind { }")]
    [InlineData("enum Kind { Open, Closed }", "delegate void Kind();")]
    [InlineData("Highest = 7", "Highest = 8")]
    [InlineData("int Most = Limits.Highest", "long Most = 8")]
    [InlineData("struct Size { public int Width; }", "class Size { }")]
    [InlineData("struct Size", "ref struct Size")]
    [InlineData("public struct Size", "internal struct Size")]
    [InlineData("struct Size { public int Width; }", "interface Size { }")]
    [InlineData("public int Plain;", "public int IncrementSeats(int by) => by;")]
    [InlineData("public class Free : Deeper { }", "public class Free { }")]
    [InlineData("public class Free : Deeper { }", "public enum Free { }")]
    [InlineData("public int Plain;", "public required int Plain;")]
    [InlineData("public int Plain;", "public string Key => \"\";")]
    [InlineData("public class Base", "public abstract class Base")]
    [InlineData("class Deeper {", "class Deeper : System.IDisposable { public void Dispose() { }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public class RoomTracker { }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public class RoomAttrs { }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public readonly partial record struct RoomAttrs(int Seats);")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public readonly partial record struct RoomAttrs(long Seats);")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public partial class Room { public partial string Key { get; } }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public class Outside { public struct Size { public long X; } }")]
    [InlineData(
        "public class Free : Deeper { }", "class Free : Deeper { } public partial class Room { [GenTracker.TrackedAttr] public partial long B { get; } }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } public partial class Room { public Room(string key, int number) { } }")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { [GenTracker.TrackedAttr] public int Stray { get; set; } }")]
    [InlineData("AttributeTargets.All", "AttributeTargets.Class")]
    [InlineData("public class MarkAttribute", "class MarkAttribute")]
    [InlineData("MarkAttribute(int value)", "MarkAttribute(object value)")]
    [InlineData("public class Free : Deeper { }", "public class Free : Deeper { } [System.Obsolete] public partial class RoomTracker { }")]
    [InlineData("public class Deeper", "[GenTracker.Tracker] public partial class Deeper")]
    [InlineData("[GenTracker.Tracker<int>] public partial class User", "public partial class User")]
    [InlineData("[GenTracker.Tracker<int>] public partial class User", "[GenTracker.Tracker<long>] public partial class User")]
    [InlineData("public partial class User", "public class UserAttrs { } public partial class User")]
    [InlineData("public partial class User", "internal partial class User")]
    [InlineData("public partial class User", "public partial class Person")]
    [InlineData("partial class User { }", "partial class User { public int __slots; }")]
    [InlineData("partial class User { }", "partial class User { public int ReadAttrs; }")]
    [InlineData("public partial class Groups", "internal partial class Groups")]
    [InlineData("public partial class Groups", "public partial struct Groups")]
    [InlineData("public partial class Later", "[GenTracker.Tracker] public partial class Later")]
    [InlineData("namespace Users\n", "namespace Elsewhere\n")]
    public void After_an_edit_of_another_file_the_output_is_that_of_a_first_run(string old, string now)
    {
        Assert.Contains(old, Others, StringComparison.Ordinal);
        CSharpCompilation before = TestCompilation.Create(Room, Others);
        CSharpCompilation after = EditOthers(before, old, now);

        string first = Output(Generation.CreateDriver(after), after);
        string again = Output(Generation.CreateDriver(before).RunGenerators(before), after);

        Assert.Equal(first, again);
    }

    /// <summary>A type in a member of the user's part decides whether that member stands in the place of a generated one.</summary>
    [Theory]
    [InlineData("partial class RoomTracker { public int OpenAsync(string key, ChildOptions? options, CancellationToken token) => 1; }", "class ChildOptions;")]
    [InlineData(
        "partial class RoomTracker { public int OpenAsync(string key, ChildOptions? options, CancellationToken token) => 1; }", "struct CancellationToken;")]
    [InlineData("partial class RoomTracker { public int IncrementSeats(string key, Int32 delta) => 1; }", "struct Int32;")]
    [InlineData("partial record struct RoomAttrs { public void set_Seats(Int32 value) { } }", "struct Int32;")]
    [InlineData("partial record struct RoomAttrs { public Int32 Seats { get; init; } }", "struct Int32;")]
    public void A_type_that_is_added_changes_what_a_part_of_a_generated_type_means(string part, string added)
    {
        const string Start = "using System; using System.Threading; using System.Threading.Tasks; using GenTracker; namespace Rooms;";
        CSharpCompilation before = TestCompilation.Create(
            $"{Start} [Tracker] partial class Room : ITrackedChild {{ [TrackedAttr] public partial int Seats {{ get; }} "
                + "public Task RunAsync(System.Threading.CancellationToken stoppingToken) => Task.CompletedTask; }",
            $"{Start} {part}");
        CSharpCompilation after = before.AddSyntaxTrees(TestCompilation.Parse($"namespace Rooms; {added}", "Added.cs"));

        string first = Output(Generation.CreateDriver(after), after);

        Assert.NotEqual(Output(Generation.CreateDriver(before), before), first);
        Assert.Equal(first, Output(Generation.CreateDriver(before).RunGenerators(before), after));
    }

    /// <summary>The theory would hold for a generator whose output does not depend on other files, too.</summary>
    [Fact]
    public void An_edit_of_another_file_changes_the_output()
    {
        CSharpCompilation before = TestCompilation.Create(Room, Others);
        CSharpCompilation after = EditOthers(before, "enum Kind {", "enum Kind : long {");

        Assert.NotEqual(Output(Generation.CreateDriver(before), before), Output(Generation.CreateDriver(before).RunGenerators(before), after));
    }

    private static CSharpCompilation EditOthers(CSharpCompilation program, string old, string now)
    {
        SyntaxTree others = program.SyntaxTrees[1];
        return program.ReplaceSyntaxTree(others, TestCompilation.Parse(Others.Replace(old, now, StringComparison.Ordinal), others.FilePath));
    }

    private static string Output(GeneratorDriver driver, CSharpCompilation program)
    {
        GeneratorRunResult result = driver
            .RunGeneratorsAndUpdateCompilation(program, out _, out ImmutableArray<Diagnostic> reported)
            .GetRunResult().Results.Single();
        IEnumerable<string> files = result.GeneratedSources
            .OrderBy(static file => file.HintName, StringComparer.Ordinal)
            .Select(static file => $"----- {file.HintName}\n{file.SourceText}");
        return string.Join('\n', reported.Select(static diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal).Concat(files));
    }
}
