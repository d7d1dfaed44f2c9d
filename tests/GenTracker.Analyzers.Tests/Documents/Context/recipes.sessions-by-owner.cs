using GenTracker;
using Xunit;

public static class Check
{
    public static async Task RunAsync()
    {
        await using SessionTracker tracker = new();
        Sessions sessions = new(tracker);
        Assert.True(await sessions.LogInAsync("s1", "ann", "t1"));
        Assert.True(await sessions.LogInAsync("s2", "Ann", "t2"));
        Assert.True(await sessions.LogInAsync("s3", "bob", "t3"));

        Assert.False(await sessions.LogInAsync("s4", "eve", "t1"));
        Assert.Equal("s1", Assert.Throws<AttributeValueTakenException>(() => tracker.Find("s4")!.Token = "t1").HolderKey);
        Assert.Same(tracker.Find("s1"), sessions.FindByToken("t1"));
        Assert.Null(sessions.FindByToken("t9"));
        Assert.Equal((2, 1, 0), (sessions.CountDevices("ANN"), sessions.CountDevices("bob"), sessions.CountDevices("eve")));

        await sessions.LogOutEverywhereAsync("ann");
        Assert.Equal((0, 1), (sessions.CountDevices("ann"), sessions.CountDevices("bob")));
        Assert.Null(sessions.FindByToken("t1"));
        Assert.True(await sessions.LogInAsync("s4", "eve", "t1"));
    }
}
