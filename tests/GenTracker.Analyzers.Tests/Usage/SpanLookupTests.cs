namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT2002 and its fix.</summary>
public class SpanLookupTests
{
    [Theory]
    [InlineData("rooms.Find({|GT2002:name.Substring(1)|});", "rooms.Find(name.AsSpan(1));")]
    [InlineData("rooms.Find({|GT2002:name.Substring(n, max)|})?.IncrementPlayers();", "rooms.Find(name.AsSpan(n, max))?.IncrementPlayers();")]
    [InlineData("ReadOnlySpan<char> span = name; rooms.Find({|GT2002:span.ToString()|});", "ReadOnlySpan<char> span = name; rooms.Find(span);")]
    [InlineData("rooms.Find({|GT2002:name.AsSpan(n).Trim().ToString()|});", "rooms.Find(name.AsSpan(n).Trim());")]
    [InlineData("rooms.Find(/* the name */ {|GT2002:name.Substring(1)|});", "rooms.Find(/* the name */ name.AsSpan(1));")]
    public Task Fix_looks_up_the_span(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Fact]
    public Task No_fix_if_a_comment_would_be_lost() =>
        Verify.NoCodeFixAsync(UsageCode.InMethod("ReadOnlySpan<char> span = name; rooms.Find({|GT2002:span /* all of it */.ToString()|});"));

    [Fact]
    public Task No_fix_if_AsSpan_is_not_in_scope() => Verify.NoCodeFixAsync("""
        [GenTracker.Tracker]
        partial class Room;

        class User
        {
            public static Room? Find(RoomTracker rooms, string name) => rooms.Find({|GT2002:name.Substring(1)|});
        }
        """);

    [Theory]
    [InlineData("rooms.Find(name);")]
    [InlineData("rooms.Find(name.ToString());")]
    [InlineData("rooms.Find(n.ToString());")]
    [InlineData("rooms.Find(name.Trim());")]
    [InlineData("string part = name.Substring(1); rooms.Find(part);")]
    [InlineData("await jobs.StopAsync(name.Substring(1));")]
    [InlineData("System.Linq.Expressions.Expression<Func<Room?>> tree = () => rooms.Find(name.Substring(1));")]
    public Task Allows_calls_that_have_no_span_form(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Allows_keys_that_are_not_strings() => Verify.AnalyzerAsync(UsageCode.File("""
        [Tracker<IComparable>]
        partial class Room;

        class User
        {
            public static Room? Find(RoomTracker rooms, string name) => rooms.Find(name.Substring(1));
        }
        """));
}
