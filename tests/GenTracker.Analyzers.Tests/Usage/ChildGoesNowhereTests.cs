namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1010.</summary>
public class ChildGoesNowhereTests
{
    [Theory]
    [InlineData("var mine = {|GT1010:new Room()|};")]
    [InlineData("Room mine = {|GT1010:new() { Open = true }|};")]
    [InlineData("var mine = {|GT1010:new Room()|};\nmine.Open = true;\nmine.Players = n;")]
    [InlineData("var mine = {|GT1010:new Room()|};\nmine.IncrementPlayers();\nmine.DecrementBytes(n);")]
    [InlineData("var mine = {|GT1010:new Room()|};\nmine.TryIncrementPlayers(1, out _);\nmine.TryDecrementBytes(1, out var _);\nmine.IncrementMessages();")]
    [InlineData("var mine = {|GT1010:new Room()|};\nmine.Players++;\nmine.Players += n;\nmine.RaiseMostTo(n);\nmine.UpdateOpen(open => !open);")]
    public Task Reports_a_child_that_is_never_used(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("var mine = new Room();\nawait using var here = rooms.AddExisting(name, mine);")]
    [InlineData("var mine = new Room();\nroom.Next = mine;")]
    [InlineData("var mine = new Room();\nmine.Open = true;\nConsole.WriteLine(mine.Open);")]
    [InlineData("var mine = new Job(name);\nawait mine.RunAsync(default);")]
    [InlineData("var mine = new Room();\nAction later = () => room.Next = mine;")]
    [InlineData("var mine = new Room();\nmine.IncrementPlayers();\nConsole.WriteLine(mine.Players);")]
    [InlineData("var mine = new Room();\nn = mine.IncrementPlayers();")]
    [InlineData("var mine = new Room();\nmine.TryIncrementPlayers(1, out n);")]
    [InlineData("var mine = new Room();\nmine.IncrementPlayersUpTo(1, out int now);")]
    [InlineData("var mine = new Room();\nn = mine.Players++;")]
    [InlineData("room.Next = new Room();")]
    [InlineData("var mine = new object();")]
    public Task Allows_a_child_that_is_used(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));
}
