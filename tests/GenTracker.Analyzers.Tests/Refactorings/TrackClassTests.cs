using GenTracker.CodeFixes.Refactorings;

namespace GenTracker.Analyzers.Tests.Refactorings;

/// <summary>The refactoring "Track this class".</summary>
public class TrackClassTests
{
    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);";
    private const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nusing GenTracker;\n\n";

    [Theory]
    [InlineData(
        "public class $$Room\n{\n}\n",
        "[Tracker]\npublic partial class Room : ITrackedChild\n{\n    " + Run + "\n}\n")]
    [InlineData(
        "/// <summary>A room.</summary>\npublic sealed class $$Room // quiet\n{\n    public int Seats { get; set; }\n}\n",
        "/// <summary>A room.</summary>\n[Tracker]\npublic sealed partial class Room : ITrackedChild // quiet\n{\n    public int Seats { get; set; }\n\n" +
            "    " + Run + "\n}\n")]
    [InlineData("class $$Room;\n", "[Tracker]\npartial class Room : ITrackedChild\n{\n    " + Run + "\n}\n")]
    [InlineData("class $$Room(string key) { public string Name => key; }\n",
        "[Tracker]\npartial class Room(string key) : ITrackedChild { public string Name => key;\n\n    " + Run + "\n}\n")]
    [InlineData("class Door { }\nclass $$Room : Door { }\n", "class Door { }\n[Tracker]\npartial class Room : Door, ITrackedChild {\n    " + Run + "\n}\n")]
    [InlineData(
        "public class Outer\n{\n\tinternal abstract class $$Room\n\t{\n\t}\n}\n",
        "public partial class Outer\n{\n\t[Tracker]\n\tinternal abstract partial class Room : ITrackedChild\n\t{\n\t\t" + Run + "\n\t}\n}\n")]
    [InlineData("class $$Room\n{\n    " + Run + "\n}\n", "[Tracker]\npartial class Room : ITrackedChild\n{\n    " + Run + "\n}\n")]
    [InlineData("class $$Room : ITrackedChild\n{\n    " + Run + "\n}\n", "[Tracker]\npartial class Room : ITrackedChild\n{\n    " + Run + "\n}\n")]
    [InlineData(
        "class Base\n{\n    " + Run + "\n}\nclass $$Room : Base\n{\n}\n",
        "class Base\n{\n    " + Run + "\n}\n[Tracker]\npartial class Room : Base, ITrackedChild\n{\n}\n")]
    public Task Makes_the_class_a_child_that_runs_until_it_is_stopped(string before, string after) =>
        Refactor.GivesAsync(new TrackClassRefactoring(), Usings + before, Usings + after);

    [Theory]
    [InlineData("", "using GenTracker;\n\n")]
    [InlineData("// A licence.\n\n", "// A licence.\n\nusing GenTracker;\n\n")]
    [InlineData("using System;\nusing Xyz;\n\n", "using System;\nusing GenTracker;\nusing Xyz;\n\n")]
    [InlineData("using Abc;\n\n", "using Abc;\nusing GenTracker;\n\n")]
    [InlineData("// A licence.\nusing Xyz;\nusing static System.Math;\n\n", "// A licence.\nusing GenTracker;\nusing Xyz;\nusing static System.Math;\n\n")]
    public Task Adds_the_using_in_its_place(string before, string after)
    {
        const string Others = TestProject.FileSeparator + "namespace Abc { }\nnamespace Xyz { }\n";
        const string FullRun = "public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => "
            + "System.Threading.Tasks.Task.Delay(System.Threading.Timeout.Infinite, stoppingToken);";
        return Refactor.GivesAsync(
            new TrackClassRefactoring(),
            before + "public class $$Room\n{\n}\n" + Others,
            after + "[Tracker]\npublic partial class Room : ITrackedChild\n{\n    " + FullRun + "\n}\n" + Others);
    }

    [Fact]
    public Task Keeps_carriage_returns() => Refactor.GivesAsync(
        new TrackClassRefactoring(),
        (Usings + "class $$Room\n{\n    public int Seats { get; set; }\n}\n").Replace("\n", "\r\n", StringComparison.Ordinal),
        (Usings + "[Tracker]\npartial class Room : ITrackedChild\n{\n    public int Seats { get; set; }\n\n    " + Run + "\n}\n")
            .Replace("\n", "\r\n", StringComparison.Ordinal));

    [Fact]
    public Task Makes_all_parts_partial() => Refactor.GivesAsync(
        new TrackClassRefactoring(),
        Usings + "partial class $$Room\n{\n}\n" + TestProject.FileSeparator + "partial class Room\n{\n    public int Seats;\n}\n",
        Usings + "[Tracker]\npartial class Room : ITrackedChild\n{\n    " + Run + "\n}\n" +
            TestProject.FileSeparator + "partial class Room\n{\n    public int Seats;\n}\n");

    [Theory]
    [InlineData("static class $$Room { }")]
    [InlineData("class $$Room<T> { }")]
    [InlineData("file class $$Room { }")]
    [InlineData("record $$Room;")]
    [InlineData("struct $$Room { }")]
    [InlineData("[Tracker] partial class $$Room { }")]
    [InlineData("[Tracker] partial class Hall { }\nclass $$Room : Hall { }")]
    [InlineData("class $$Room { }\n[Tracker] partial class Hall : Room { }")]
    [InlineData("class $$Room { public int Key; }")]
    [InlineData("class $$Room { public int RunAsync; }")]
    [InlineData("class $$Room { public void RunAsync(CancellationToken token) { } }")]
    [InlineData("class $$Room { }\nclass RoomTracker { }")]
    [InlineData("class $$Room { public Room(ref int n) => n++; }")]
    [InlineData("class Room { public int $$Seats; }")]
    public Task Is_not_offered_where_a_class_cannot_be_tracked(string code) => Refactor.IsNotOfferedAsync(new TrackClassRefactoring(), Usings + code);
}
