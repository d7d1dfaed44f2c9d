using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Orleans.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>GT3001 to GT3005 and GT3007: what the generator reports.</summary>
public class DeclarationRuleTests
{
    private const string Run = Verify.Run;
    private const string Inner = "sealed partial class {|GT3001:Room|} : ITrackedChild";
    private const string Room = "public " + Inner;
    private const string DerivedRoom = "public sealed partial class {|GT3001:Room|} : Hall";

    [Theory]
    [InlineData($"[Clustered] {Room} {{ {Run} }}", "not tracked")]
    [InlineData("[Tracker, Clustered] public sealed partial class {|GT3001:Room|};", "not openable")]
    [InlineData($"[Tracker, Clustered] public abstract partial class {{|GT3001:Room|}} : ITrackedChild {{ {Run} }}", "abstract")]
    [InlineData($"[Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase), Clustered] {Room} {{ {Run} }}", "case")]
    [InlineData($"public partial class House<T> {{ [Tracker, Clustered] {Room} {{ {Run} }} }}", "generic type 'House'")]
    [InlineData($"public partial class House {{ [Tracker, Clustered] private {Inner} {{ {Run} }} }}", "'Room' is private")]
    [InlineData($"public partial class House {{ [Tracker, Clustered] protected {Inner} {{ {Run} }} }}", "'Room' is protected")]
    [InlineData($"[Tracker, Clustered] {Room} {{ [TrackedAttr] public partial int By {{ get; }} {Run} }}", "'By'")]
    [InlineData($"[Tracker, Clustered] {Room} {{ {Run} }} public record RoomCluster;", "'RoomCluster'")]
    [InlineData($"[Tracker, Clustered] {Room} {{ {Run} }} public class RoomRef;", "'RoomRef'")]
    [InlineData($"[Tracker, Clustered] {Room} {{ {Run} }} public class RoomGrain;", "'RoomGrain'")]
    [InlineData($"[Tracker, Clustered] {Room} {{ public Room(int a) {{ }} public Room(string a) {{ }} {Run} }}", "same names, 'a'")]
    [InlineData($"[Tracker] public partial class Hall : ITrackedChild {{ {Run} }} [Clustered] {DerivedRoom};", "'Hall'")]
    public Task Classes_that_cannot_be_clustered(string source, string reason) => SaysAsync(source, reason);

    [Theory]
    [InlineData("DayOfWeek")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("TimeOnly")]
    [InlineData("(int, int)")]
    [InlineData("object")]
    [InlineData("Uri")]
    [InlineData("Plain")]
    [InlineData("Silent")]
    public Task Keys_that_have_no_text_to_parse(string key) => SaysAsync(
        $$"""
        public readonly record struct Plain(int Id);

        public readonly record struct Silent(int Id) : IParsable<Silent>
        {
            public static Silent Parse(string text, IFormatProvider? provider) => default;
            public static bool TryParse(string? text, IFormatProvider? provider, out Silent result) { result = default; return false; }
        }

        [Tracker<{{(key == "(int, int)" ? "ValueTuple<int, int>" : key)}}>, Clustered] public sealed partial class {|GT3002:Room|} : ITrackedChild { {{Run}} }
        """,
        "use");

    private const string OfGuids = "string IKeyFormat<Guid>.Format(Guid key) => string.Empty; Guid IKeyFormat<Guid>.Parse(string text) => default;";
    private const string OfTimes =
        "string IKeyFormat<DateTime>.Format(DateTime key) => string.Empty; DateTime IKeyFormat<DateTime>.Parse(string text) => default;";

    [Theory]
    [InlineData("public sealed class Format { }", "does not implement IKeyFormat<DateTime>")]
    [InlineData($"public sealed class Format : IKeyFormat<Guid> {{ {OfGuids} }}", "IKeyFormat<DateTime>")]
    [InlineData($"public abstract class Format : IKeyFormat<DateTime> {{ {OfTimes} }}", "cannot be constructed")]
    [InlineData("public interface Format : IKeyFormat<DateTime>;", "cannot be constructed")]
    [InlineData($"public sealed class Format : IKeyFormat<DateTime> {{ public Format(int zone) {{ }} {OfTimes} }}", "constructor")]
    [InlineData($"public sealed class Format : IKeyFormat<DateTime> {{ private Format() {{ }} {OfTimes} }}", "constructor")]
    public Task A_format_that_cannot_write_the_keys_is_refused(string format, string reason) => SaysAsync(
        $$"""
        {{format}}

        [Tracker<DateTime>, Clustered(KeyFormat = typeof(Format))] public sealed partial class {|GT3002:Room|} : ITrackedChild { {{Run}} }
        """,
        reason);

    [Theory]
    [InlineData("private int {|GT3003:Join|}() => 1;", "no access")]
    [InlineData("public static int {|GT3003:Join|}() => 1;", "static")]
    [InlineData("public T {|GT3003:Join|}<T>(T value) => value;", "generic")]
    [InlineData("public async void {|GT3003:Join|}() => await Task.Yield();", "return a Task")]
    [InlineData("public void {|GT3003:Join|}(ref int value) { }", "by reference")]
    [InlineData("public void {|GT3003:Join|}(out int value) => value = 1;", "by reference")]
    [InlineData("public void {|GT3003:Join|}(ref readonly int value) { }", "by reference")]
    [InlineData("private int _x; [TrackedCall] public ref int {|GT3003:Join|}() => ref _x; public void Other() { }", "a reference")]
    [InlineData("public void {|GT3003:Join|}(ReadOnlySpan<char> text) { }", "ReadOnlySpan<char>")]
    [InlineData("public void {|GT3003:Join|}(params ReadOnlySpan<int> values) { }", "ReadOnlySpan<int>")]
    [InlineData("public Span<char> {|GT3003:Join|}() => default;", "Span<char>")]
    [InlineData("public void {|GT3003:Join|}(Action callback) { }", "code does not go")]
    [InlineData("public Func<int> {|GT3003:Join|}() => () => 1;", "code does not go")]
    [InlineData("public IAsyncEnumerable<int> {|GT3003:Join|}() => null!;", "one answer")]
    [InlineData("public void {|GT3003:Join|}(CancellationToken a, CancellationToken b) { }", "more than one CancellationToken")]
    [InlineData("public void Join() { } [TrackedCall] public void {|GT3003:Join|}(int a) { }", "another method of that name")]
    [InlineData("public void Join() { } [TrackedCall] public Task {|GT3003:JoinAsync|}() => Task.CompletedTask;", "the method 'Join'")]
    [InlineData("public void {|GT3003:SetTitle|}(string value) { }", "the attribute 'Title'")]
    [InlineData("public void {|GT3003:Stop|}() { }", "the cluster itself")]
    public Task Methods_that_cannot_be_carried(string method, string reason) => SaysAsync(
        $$"""
        [Tracker, Clustered]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial string? Title { get; set; }
            {{(method.Contains("[TrackedCall] public ref") ? "" : "[TrackedCall] ")}}{{method}}
            {{Run}}
        }
        """,
        reason);

    [Theory]
    [InlineData("public class Calls;", "no interface")]
    [InlineData("public interface Calls { Task A(); }", "IGrainWithStringKey")]
    [InlineData("public interface Calls : IGrainWithGuidKey { Task A(); }", "IGrainWithStringKey")]
    [InlineData("public interface Calls : IGrainWithStringKey { Task B(); }", "no public or internal method 'B'")]
    [InlineData("public interface Calls : IGrainWithStringKey { Task A(int value); }", "no public or internal method 'A'")]
    [InlineData("public interface Calls : IGrainWithStringKey { Task<int> A(); }", "no public or internal method 'A'")]
    [InlineData("public interface Calls : IGrainWithStringKey { Task Hidden(); }", "no public or internal method 'Hidden'")]
    public Task Grain_interfaces_that_do_not_fit(string contract, string reason) => SaysAsync(
        $$"""
        {{contract}}

        [Tracker, Clustered, {|GT3004:TrackedCalls(typeof(Calls))|}]
        public sealed partial class Room : ITrackedChild
        {
            public Task A() => Task.CompletedTask;
            private Task Hidden() => Task.CompletedTask;
            {{Run}}
        }
        """,
        reason);

    [Theory]
    [InlineData("[TrackedAttr] public partial int {0} {{ get; }} [TrackedAttr] public partial int {1} {{ get; }}")]
    [InlineData("[TrackedCall] public int {0}() => 1; [TrackedCall] public int {1}() => 1;")]
    public Task Names_of_one_number(string members) => SaysAsync(
        $$"""
        [Tracker, Clustered]
        public sealed partial class {|GT3005:Room|} : ITrackedChild
        {
            {{string.Format(CultureInfo.InvariantCulture, members, "costarring", "liquid")}}
            {{Run}}
        }
        """,
        "'costarring' and 'liquid'");

    [Theory]
    [InlineData("public interface IUse : IGrainWithStringKey { Task<RoomAttrs> {|GT3007:Read|}(); Task Fine(string key); }")]
    [InlineData("public interface IUse : IGrainWithStringKey { Task {|GT3007:Enter|}(RoomRef room); }")]
    [InlineData("public interface IUse : IGrainWithStringKey { Task<List<RoomAttrs?[]>> {|GT3007:Read|}(); }")]
    [InlineData("[GenerateSerializer] public sealed class Use { [Id(0)] public RoomAttrs {|GT3007:Attrs|} { get; set; } }")]
    [InlineData("[GenerateSerializer] public struct Use { [Id(0)] public RoomAttrs {|GT3007:Attrs|}; }")]
    public Task Types_that_Orleans_generator_does_not_see(string source) => SaysAsync(
        $$"""
        {{source}}

        [Tracker, Clustered] public sealed partial class Room : ITrackedChild { [TrackedAttr] public partial int Guests { get; } {{Run}} }
        """,
        "class library");

    [Theory]
    [InlineData("public interface IUse { Task<RoomAttrs> ReadAsync(); }")]
    [InlineData("public interface IUse : IGrainWithStringKey { Task<string> ReadAsync(); }")]
    [InlineData("public sealed class Use { public RoomAttrs Attrs { get; set; } }")]
    public Task Types_that_Orleans_generator_does_not_read(string source) => Verify.MarkedAsync($$"""
        {{source}}

        [Tracker, Clustered] public sealed partial class Room : ITrackedChild { [TrackedAttr] public partial int Guests { get; } {{Run}} }
        """);

    [Fact]
    public async Task What_cannot_be_carried_is_left_out_and_the_rest_is_there()
    {
        const string Source = $$"""
            {{Verify.Usings}}
            [Tracker, Clustered]
            public sealed partial class Room : ITrackedChild
            {
                [TrackedCall] private int Wrong() => 1;
                [TrackedCall] public int Right() => 1;
                {{Run}}
            }

            public static class Program
            {
                public static async Task<int> Use(RoomCluster rooms) => await rooms.RightAsync("a");
            }
            """;

        Generation.WithDiagnostics(Source, "GT3003");

        Assert.Equal("GT3003", Assert.Single(await Verify.FindAsync(Source)).Id);
    }

    /// <summary>The diagnostics are those that the source marks, and say the reason.</summary>
    private static async Task SaysAsync(string source, string reason)
    {
        Diagnostic found = (await Verify.MarkedAsync(source))[0];

        Assert.Contains(reason, found.GetMessage(CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }
}
