using GenTracker;
using Xunit;

public static class Check
{
    public static async Task RunAsync()
    {
        await using MatchTracker matches = new();
        await using PlayerTracker players = new();
        Arena arena = new(matches, players);
        Match final = await matches.FindOrOpenAsync("final");
        Match other = await matches.FindOrOpenAsync("other");

        Player ann = (await arena.JoinAsync("final", "ann"))!;
        Player bob = (await arena.JoinAsync("final", "bob"))!;
        Player elsewhere = (await arena.JoinAsync("other", "ann"))!;
        Assert.Same(ann, players.Find(("final", "ann")));
        Assert.Equal(2, arena.PlayersOf("final").Count());
        Assert.Equal((2, 1), (final.Players, other.Players));
        Assert.Null(await arena.JoinAsync("no such match", "ann"));

        ann.Score(3);
        Assert.Equal((3L, 3L), (ann.Points, final.Points));
        Assert.True(await players.StopAsync(bob));
        Assert.Equal(1, final.Players);

        for (int number = 0; number < 9; number++) Assert.NotNull(await arena.JoinAsync("final", $"guest {number}"));
        Assert.Null(await arena.JoinAsync("final", "one too many"));
        Assert.Equal(10, final.Players);

        Assert.True(await matches.StopAsync("final"));
        Assert.Equal(ExitReason.Completed, (await ann.Completion).Reason);
        await players.WhenSettledAsync();
        Assert.Equal([elsewhere], players);
        Assert.Equal(10, final.Players);                               // final: the places of an ended match are not given back

        ChildStartException late = await Assert.ThrowsAsync<ChildStartException>(async () => await players.FindOrOpenAsync(("final", "carl"), final));
        Assert.Equal("final is full, or has ended.", late.InnerException!.Message);
        Match next = await matches.FindOrOpenAsync("final");
        Assert.NotNull(await arena.JoinAsync("final", "ann"));
        Assert.Equal(1, next.Players);
    }
}
