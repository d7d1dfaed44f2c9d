using GenTracker.CodeFixes.Refactorings;
using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests.Refactorings;

/// <summary>The refactoring "Track this property".</summary>
public class TrackPropertyTests
{
    [Theory]
    [InlineData("private int $$_viewers;", "[TrackedAttr] public partial int Viewers { get; private set; }")]
    [InlineData(
        "// Who looks.\n    private volatile int $$_viewers; // now",
        "// Who looks.\n    [TrackedAttr] public partial int Viewers { get; private set; } // now")]
    [InlineData("private int $$_viewers = 0;", "[TrackedAttr] public partial int Viewers { get; private set; }")]
    [InlineData("private int $$m_viewers = 5;", "[TrackedAttr(Default = 5)] public partial int Viewers { get; private set; }")]
    [InlineData("private string $$title = \"none\";", "[TrackedAttr(Default = \"none\")] public partial string Title { get; private set; }")]
    [InlineData("public long $$Bytes;", "[TrackedAttr] public partial long Bytes { get; set; }")]
    [InlineData("internal Guid $$Id;", "[TrackedAttr] internal partial Guid Id { get; set; }")]
    [InlineData("private Secret $$_secret;", "[TrackedAttr] private partial Secret Secret { get; set; }")]
    [InlineData("public int $$Viewers { get; set; }", "[TrackedAttr] public partial int Viewers { get; set; }")]
    [InlineData("/// <summary>Title.</summary>\n    public string $$Title { get; private set; } = \"none\"; // so far",
        "/// <summary>Title.</summary>\n    [TrackedAttr(Default = \"none\")] public partial string Title { get; private set; } // so far")]
    [InlineData("public long $$Bytes { get; }", "[TrackedAttr] public partial long Bytes { get; }")]
    [InlineData("private int $$_viewers;\n    public int Viewers => _viewers;", "[TrackedAttr] public partial int Viewers { get; private set; }")]
    [InlineData("private long $$_viewers;\n    /// <summary>Who looks.</summary>\n    internal long Viewers => Interlocked.Read(ref _viewers);",
        "/// <summary>Who looks.</summary>\n    [TrackedAttr] internal partial long Viewers { get; private set; }")]
    public Task Makes_a_field_or_property_an_attribute(string before, string after) =>
        Refactor.GivesAsync(new TrackPropertyRefactoring(), InClass(before), InClass(after));

    [Theory]
    [InlineData("int now = Interlocked.Increment(ref _viewers);", "int now = IncrementViewers();")]
    [InlineData("Interlocked.Decrement(ref this._viewers);", "this.DecrementViewers();")]
    [InlineData("Interlocked.Add(ref other._viewers, n * 2);", "other.IncrementViewers(n * 2);")]
    [InlineData("int was = Interlocked.Exchange(ref _viewers, n);", "int was = ExchangeViewers(n);")]
    [InlineData("int now = Volatile.Read(ref _viewers);", "int now = Viewers;")]
    [InlineData("Volatile.Write(ref other._viewers, n + 1);", "other.Viewers = n + 1;")]
    [InlineData("int now = Interlocked.CompareExchange(ref _viewers, 0, 0);", "int now = Viewers;")]
    [InlineData("_viewers++;", "IncrementViewers();")]
    [InlineData("for (int i = 0; i < n; i++, _viewers--) { }", "for (int i = 0; i < n; i++, DecrementViewers()) { }")]
    [InlineData("int now = ++_viewers;", "int now = IncrementViewers();")]
    [InlineData("int was = _viewers++;", "int was = (IncrementViewers() - 1);")]
    [InlineData("_viewers += n; // more", "IncrementViewers(n); // more")]
    [InlineData("_viewers -= other._viewers;", "DecrementViewers(other.Viewers);")]
    [InlineData("Interlocked.Add(ref _viewers, _viewers);", "IncrementViewers(Viewers);")]
    [InlineData("_viewers = n;", "Viewers = n;")]
    [InlineData("(_viewers, n) = (n, _viewers);", "(Viewers, n) = (n, Viewers);")]
    [InlineData("Console.WriteLine(nameof(_viewers) + _viewers);", "Console.WriteLine(nameof(Viewers) + Viewers);")]
    [InlineData("if (other is { _viewers: > 3 }) n = other?._viewers ?? 0;", "if (other is { Viewers: > 3 }) n = other?.Viewers ?? 0;")]
    [InlineData("Use(new() { _viewers = 3 }, n);", "Use(new() { Viewers = 3 }, n);")]
    [InlineData("Action later = () => Interlocked.Increment(ref _viewers);", "Action later = () => IncrementViewers();")]
    [InlineData("Action later = () => Volatile.Write(ref _viewers, 1);", "Action later = () => Viewers = 1;")]
    [InlineData("_viewers.CompareTo(n);", "Viewers.CompareTo(n);")]
    public Task Turns_the_uses_into_calls_of_generated_members(string before, string after) => Refactor.GivesAsync(
        new TrackPropertyRefactoring(),
        InClass("private int $$_viewers;\n\n" + Method(before)),
        InClass("[TrackedAttr] public partial int Viewers { get; private set; }\n\n" + Method(after)));

    [Fact]
    public async Task Turns_uses_that_other_rules_report_into_plain_changes()
    {
        Project? changed = await Refactor.RunAsync(
            new TrackPropertyRefactoring(),
            InClass("private int $$_viewers;\n\n" + Method("checked { _viewers++; }\nother._viewers *= 2;")));

        Assert.Equal(
            InClass("[TrackedAttr] public partial int Viewers { get; private set; }\n\n" + Method("checked { Viewers++; }\nother.Viewers *= 2;")),
            await FixRunner.TextAsync(changed!));
    }

    [Fact]
    public Task Turns_the_uses_in_the_whole_solution() => Refactor.GivesAsync(
        new TrackPropertyRefactoring(),
        InClass("public int $$Viewers;") + TestProject.FileSeparator +
            "using System.Threading;\n/// <summary>Counts <see cref=\"Room.Viewers\"/>.</summary>\n" +
            "class Other { void Count(Room room) => Interlocked.Increment(ref room.Viewers); }\n",
        InClass("[TrackedAttr] public partial int Viewers { get; set; }") + TestProject.FileSeparator +
            "using System.Threading;\n/// <summary>Counts <see cref=\"Room.Viewers\"/>.</summary>\n" +
            "class Other { void Count(Room room) => room.IncrementViewers(); }\n");

    [Theory]
    [InlineData("private int $$_viewers = Environment.ProcessorCount;")]
    [InlineData("private readonly int $$_viewers;")]
    [InlineData("private static int $$s_viewers;")]
    [InlineData("private const int $$Viewers = 3;")]
    [InlineData("private int $$_viewers, _others;")]
    [InlineData("[ThreadStatic] private static int $$_viewers;")]
    [InlineData("private int $$_viewers;\n    public int Viewers { get; set; }")]
    [InlineData("private int $$_viewers;\n    public int Viewers => _viewers + 1;")]
    [InlineData("private int $$_room;")]
    [InlineData("private int $$_key;")]
    [InlineData("private int $$_viewers;\n    public void IncrementViewers(int n) { }")]
    [InlineData("public int $$Viewers { get; init; }")]
    [InlineData("public required int $$Viewers { get; set; }")]
    [InlineData("public virtual int $$Viewers { get; set; }")]
    [InlineData("public int $$Viewers { get => field; set => field = value; }")]
    [InlineData("public string? $$Title { get; }")]
    [InlineData("public List<int> $$All { get; set; } = new();")]
    [InlineData("private readonly int[] $$_all = [];")]
    public Task Is_not_offered_for_other_members(string member) => Refactor.IsNotOfferedAsync(new TrackPropertyRefactoring(), InClass(member));

    [Theory]
    [InlineData("Count(ref _viewers); static void Count(ref int n) => n++;")]
    [InlineData("int.TryParse(\"1\", out _viewers);")]
    [InlineData("ref int at = ref _viewers; at++;")]
    [InlineData("Interlocked.CompareExchange(ref _viewers, n, 0);")]
    [InlineData("Interlocked.Or(ref _viewers, 1);")]
    [InlineData("Count(in _viewers); static void Count(in int n) => Console.WriteLine(n);")]
    [InlineData("int Viewers = _viewers; Console.WriteLine(Viewers);")]
    [InlineData("Interlocked.Add(value: n, location1: ref _viewers);")]
    [InlineData("unsafe { fixed (int* at = &_viewers) n = *at; }")]
    public Task Is_not_offered_if_a_use_needs_a_variable(string use) =>
        Refactor.IsNotOfferedAsync(new TrackPropertyRefactoring(), InClass("private int $$_viewers;\n\n" + Method(use)));

    [Theory]
    [InlineData("_place.X = 3;")]
    [InlineData("_place.Move();")]
    public Task Is_not_offered_if_a_struct_is_changed_in_place(string use) =>
        Refactor.IsNotOfferedAsync(new TrackPropertyRefactoring(), InClass("private Place $$_place;\n\n" + Method(use)));

    [Fact]
    public Task Is_not_offered_outside_a_tracked_class() =>
        Refactor.IsNotOfferedAsync(new TrackPropertyRefactoring(), "class Room { private int $$_viewers; public int Next() => _viewers++; }");

    private static string Method(string statements) =>
        $"    public void Use(Room other, int n)\n    {{\n        {statements.Replace("\n", "\n        ", StringComparison.Ordinal)}\n    }}";

    private static string InClass(string members) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using GenTracker;

        [Tracker]
        public sealed partial class Room
        {
            {{members}}
        }

        internal struct Secret { public int Code; }

        public struct Place { public int X; public void Move() => X++; }

        """;
}
