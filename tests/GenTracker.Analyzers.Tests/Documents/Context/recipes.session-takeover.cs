using System.Net;
using System.Net.Sockets;
using GenTracker;
using Xunit;

public static class Check
{
    public static async Task RunAsync()
    {
        await The_newest_connection_has_the_key_and_the_old_one_is_closed();
        await Of_many_connections_at_once_the_last_one_is_served();
        await A_connection_that_is_aborted_while_it_waits_is_withdrawn();
        await A_timeout_of_an_old_session_does_not_end_the_new_one();
        await A_login_replaces_the_one_before_with_its_own_arguments();
    }

    private static async Task The_newest_connection_has_the_key_and_the_old_one_is_closed()
    {
        await using ClientSessionTracker sessions = new();
        Broker broker = new(sessions);
        using Connection first = new(), second = new();
        Task servingFirst = broker.ServeAsync("dev", first.AtServer, CancellationToken.None);
        Assert.Equal("welcome", await first.ReadAsync());
        Assert.Equal("ack hello", await first.AskAsync("hello"));
        ClientSession old = sessions.Find("dev")!;

        Task servingSecond = broker.ServeAsync("dev", second.AtServer, CancellationToken.None);

        Assert.Null(await first.ReadAsync());
        await servingFirst;
        Assert.Equal("welcome", await second.ReadAsync());
        Assert.Equal("ack again", await second.AskAsync("again"));
        Assert.Equal((ExitReason.Stopped, 1), ((await old.Completion).Reason, old.Packets));
        Assert.Equal(1, sessions.Find("dev")!.Packets);

        await sessions.CloseAsync();
        await servingSecond;
        Assert.Null(await second.ReadAsync());
    }

    private static async Task Of_many_connections_at_once_the_last_one_is_served()
    {
        await using ClientSessionTracker sessions = new();
        await using IAsyncEnumerator<ChildEvent<string, ClientSession>> events = sessions.WatchAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());                     // Synced
        Broker broker = new(sessions);
        Connection[] connections = [.. Enumerable.Range(0, 30).Select(static _ => new Connection())];
        ChildRegistration slow = sessions.AddExisting("dev", new ClientSession(Stream.Null));

        Task[] served = [.. connections.Select(connection => broker.ServeAsync("dev", connection.AtServer, CancellationToken.None))];
        string?[] greetings = await Task.WhenAll(connections[..^1].Select(static connection => connection.ReadAsync()));
        await slow.DisposeAsync();

        Assert.Equal("welcome", await connections[^1].ReadAsync());
        Assert.Equal("ack hello", await connections[^1].AskAsync("hello"));
        Assert.All(greetings, Assert.Null);                            // superseded, and never adopted
        Assert.Equal(1, sessions.Find("dev")!.Packets);

        await sessions.CloseAsync();
        await Task.WhenAll(served);
        var running = 0;
        while (await events.MoveNextAsync())
        {
            running += events.Current.Kind == ChildEventKind.Started ? 1 : -1;
            Assert.InRange(running, 0, 1);
        }

        foreach (Connection connection in connections) connection.Dispose();
    }

    private static async Task A_connection_that_is_aborted_while_it_waits_is_withdrawn()
    {
        await using ClientSessionTracker sessions = new();
        Broker broker = new(sessions);
        using Connection connection = new();
        using CancellationTokenSource aborted = new();
        ChildRegistration slow = sessions.AddExisting("dev", new ClientSession(Stream.Null));
        TaskCompletionSource told = new();
        using CancellationTokenRegistration stop = slow.Stopping.Register(told.SetResult);
        Task serving = broker.ServeAsync("dev", connection.AtServer, aborted.Token);
        await told.Task;

        await aborted.CancelAsync();
        await serving;

        Assert.Null(await connection.ReadAsync());
        await slow.DisposeAsync();
        Assert.Empty(sessions.GetChildren());
    }

    private static async Task A_timeout_of_an_old_session_does_not_end_the_new_one()
    {
        await using ClientSessionTracker sessions = new();
        Broker broker = new(sessions);
        using Connection first = new(), second = new();
        Task servingFirst = broker.ServeAsync("dev", first.AtServer, CancellationToken.None);
        await first.ReadAsync();
        ClientSession old = sessions.Find("dev")!;
        Task servingSecond = broker.ServeAsync("dev", second.AtServer, CancellationToken.None);
        Assert.Equal("welcome", await second.ReadAsync());

        Assert.False(await broker.OnIdleAsync(old));
        Assert.Equal("ack still here", await second.AskAsync("still here"));
        Assert.True(await broker.OnIdleAsync(sessions.Find("dev")!));

        await Task.WhenAll(servingFirst, servingSecond);
    }

    private static async Task A_login_replaces_the_one_before_with_its_own_arguments()
    {
        await using GameSessionTracker sessions = new();
        Logins logins = new(sessions);
        Assert.True(await logins.TryLogInOnceAsync("bob", "home"));
        Assert.False(await logins.TryLogInOnceAsync("bob", "work"));
        GameSession atHome = await sessions.WaitForAsync("bob", static session => session.Address == "bob at home");
        Assert.True(await logins.LogInAsync("bob", "work"));
        Assert.Equal(ExitReason.Stopped, (await atHome.Completion).Reason);
        await sessions.WaitForAsync(sessions.Find("bob")!, static session => session.Address == "bob at work");

        ChildRegistration slow = sessions.AddExisting("ann", new GameSession("ann", "home"));
        Task<bool[]> results = Task.WhenAll(logins.LogInAsync("ann", "train"), logins.LogInAsync("ann", "bus"), logins.LogInAsync("ann", "work"));
        await slow.DisposeAsync();

        bool[] hasLoggedIn = await results;
        Assert.Equal([false, false, true], hasLoggedIn);
        await sessions.WaitForAsync(sessions.Find("ann")!, static session => session.Address == "ann at work");
    }

    /// <summary>Both ends of a connection over TCP.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly TcpClient _client = new();
        private readonly TcpClient _accepted;
        private readonly StreamReader _reader;

        public Connection()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            _client.Connect((IPEndPoint)listener.LocalEndpoint);
            _accepted = listener.AcceptTcpClient();
            _reader = new StreamReader(_client.GetStream());
        }

        public Stream AtServer => _accepted.GetStream();

        /// <summary>Returns the next line; null if the server has closed the connection.</summary>
        public async Task<string?> ReadAsync() => await _reader.ReadLineAsync();

        public async Task<string?> AskAsync(string packet)
        {
            await _client.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{packet}\n"));
            return await ReadAsync();
        }

        public void Dispose()
        {
            _client.Dispose();
            _accepted.Dispose();
        }
    }
}
