using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

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
    public Task The_span_is_looked_up(string before, string after) => Verify.FixesAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Fact]
    public Task A_comment_is_kept() => Verify.FindsWithoutFixAsync(UsageCode.InMethod("ReadOnlySpan<char> span = name; rooms.Find({|GT2002:span /* all of it */.ToString()|});"));

    [Fact]
    public Task Where_spans_are_not_in_scope_the_user_decides() => Verify.FindsWithoutFixAsync("""
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
    public Task What_has_no_span_form_is_left_in_peace(string statements) => Verify.FindsAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Keys_that_are_no_strings_have_none() => Verify.FindsAsync(UsageCode.File("""
        [Tracker<IComparable>]
        partial class Room;

        class User
        {
            public static Room? Find(RoomTracker rooms, string name) => rooms.Find(name.Substring(1));
        }
        """));
}
