using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1010.</summary>
public class ChildGoesNowhereTests
{
    [Theory]
    [InlineData("var mine = {|GT1010:new Room()|};")]
    [InlineData("Room mine = {|GT1010:new() { Open = true }|};")]
    [InlineData("var mine = {|GT1010:new Room()|};\nmine.Open = true;\nmine.Players = n;")]
    public Task A_child_that_nobody_gets_is_found(string statements) => Verify.FindsWithoutFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("var mine = new Room();\nawait using var here = rooms.AddExisting(name, mine);")]
    [InlineData("var mine = new Room();\nroom.Next = mine;")]
    [InlineData("var mine = new Room();\nmine.Open = true;\nConsole.WriteLine(mine.Open);")]
    [InlineData("var mine = new Job(name);\nawait mine.RunAsync(default);")]
    [InlineData("var mine = new Room();\nAction later = () => room.Next = mine;")]
    [InlineData("var mine = new Room();\nmine.IncrementPlayers();")]
    [InlineData("room.Next = new Room();")]
    [InlineData("var mine = new object();")]
    public Task A_child_that_is_used_is_left_in_peace(string statements) => Verify.FindsAsync(UsageCode.InMethod(statements));
}
