global using static Given;
using System.Net.WebSockets;
using System.Text;
using GenTracker;
using Xunit;

public static class Given
{
    public static WebApplicationBuilder builder { get; } = WebApplication.CreateSlimBuilder();
}

public static class Check
{
    public static async Task RunAsync()
    {
        await using (Server server = await Server.StartAsync(patience: TimeSpan.FromMinutes(5)))
        {
            await Messages_go_both_ways_and_are_counted_whole(server);
            await A_second_session_of_a_user_is_refused(server);
            await What_the_client_closes_ends_with_a_complete_handshake(server);
            await What_the_server_stops_ends_with_a_complete_handshake(server);
            await A_broken_connection_ends_its_session(server);
            await A_server_that_shuts_down_closes_all_sessions_with_a_complete_handshake(server);
        }

        await A_session_that_comes_when_the_tracker_has_closed_is_refused();
        await A_client_that_does_not_answer_holds_up_no_shutdown();
    }

    private static async Task Messages_go_both_ways_and_are_counted_whole(Server server)
    {
        using ClientWebSocket ann = await server.ConnectAsync("ann");
        Session session = await server.Sessions.WaitForAsync("ann", static _ => true);
        await ann.SendAsync(Encoding.UTF8.GetBytes("hel"), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await ann.SendAsync(Encoding.UTF8.GetBytes("lo"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await ann.SendAsync(new byte[10_000], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        await ann.SendAsync(Encoding.UTF8.GetBytes("bye"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.Equal("true", await server.PostAsync("/sessions/ann/messages?text=one"));
        Assert.Equal("false", await server.PostAsync("/sessions/bob/messages?text=one"));
        Assert.Equal("1", await server.PostAsync("/messages?text=two"));
        Assert.Equal("one", await ReadAsync(ann));
        Assert.Equal("two", await ReadAsync(ann));

        await ann.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await session.Completion;
        Assert.Equal((3, 2), (session.Received, session.Sent));
    }

    private static async Task A_second_session_of_a_user_is_refused(Server server)
    {
        using ClientWebSocket first = await server.ConnectAsync("ann");
        Session session = await server.Sessions.WaitForAsync("ann", static _ => true);
        using ClientWebSocket second = await server.ConnectAsync("ann");

        Assert.Null(await ReadAsync(second));
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "You are already connected."), (second.CloseStatus, second.CloseStatusDescription));
        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal(WebSocketState.Closed, second.State);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, await server.GetAsync("/sessions/ann"));

        Assert.Same(session, server.Sessions.Find("ann"));
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await session.Completion;
    }

    private static async Task What_the_client_closes_ends_with_a_complete_handshake(Server server)
    {
        ClientWebSocket[] clients = await server.ConnectAsync(20);
        Session[] sessions = [.. server.Sessions];
        Assert.Equal(clients.Length, sessions.Length);
        foreach (Session session in sessions) Assert.True(session.TrySend("late"));

        // CloseAsync reads, and drops, what still comes before the server's close frame.
        await Task.WhenAll(clients.Select(static client => client.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None)));

        ChildExit[] exits = await Task.WhenAll(sessions.Select(static session => session.Completion));
        Assert.All(clients, static client => Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (client.State, client.CloseStatus)));
        Assert.All(exits, static exit => Assert.Equal(ExitReason.Completed, exit.Reason));
        Assert.All(sessions, static session => Assert.Equal((1, true), (session.Sent, session.IsClosed)));
        Assert.False(sessions[0].TrySend("too late"));
        Dispose(clients);
    }

    private static async Task What_the_server_stops_ends_with_a_complete_handshake(Server server)
    {
        ClientWebSocket[] clients = await server.ConnectAsync(20);
        Session[] sessions = [.. server.Sessions];
        foreach (Session session in sessions) session.TrySend("last");
        Task<string?[]> read = Task.WhenAll(clients.Select(ReadAllAndCloseAsync));

        bool[] stopped = await Task.WhenAll(sessions.Select(session => server.Sessions.StopAsync(session.Key)));

        Assert.DoesNotContain(false, stopped);
        Assert.All(await read, static text => Assert.Equal("last", text));
        Assert.All(clients, static client =>
            Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.EndpointUnavailable), (client.State, client.CloseStatus)));
        Assert.All(sessions, static session => Assert.True(session.IsClosed));
        Assert.All(sessions, static session => Assert.Equal(ExitReason.Stopped, session.Completion.Result.Reason));
        Dispose(clients);
    }

    private static async Task A_broken_connection_ends_its_session(Server server)
    {
        using ClientWebSocket ann = await server.ConnectAsync("ann");
        Session session = await server.Sessions.WaitForAsync("ann", static _ => true);

        ann.Abort();

        Assert.Equal(ExitReason.Completed, (await session.Completion).Reason);
        Assert.False(session.IsClosed);
    }

    private static async Task A_server_that_shuts_down_closes_all_sessions_with_a_complete_handshake(Server server)
    {
        ClientWebSocket[] clients = await server.ConnectAsync(20);
        Session[] sessions = [.. server.Sessions];
        Task<string?[]> read = Task.WhenAll(clients.Select(ReadAllAndCloseAsync));

        await server.StopAsync();

        await read;
        Assert.All(clients, static client =>
            Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.EndpointUnavailable), (client.State, client.CloseStatus)));
        Assert.All(sessions, static session => Assert.Equal((true, ExitReason.TrackerClosed), (session.IsClosed, session.Completion.Result.Reason)));
        Dispose(clients);
    }

    private static async Task A_session_that_comes_when_the_tracker_has_closed_is_refused()
    {
        await using Server server = await Server.StartAsync(patience: TimeSpan.FromMinutes(5));
        await server.Sessions.CloseAsync();
        using ClientWebSocket late = await server.ConnectAsync("late");

        Assert.Null(await ReadAllAndCloseAsync(late));
        Assert.Equal((WebSocketState.Closed, "The server stops."), (late.State, late.CloseStatusDescription));
    }

    private static async Task A_client_that_does_not_answer_holds_up_no_shutdown()
    {
        await using Server server = await Server.StartAsync(patience: TimeSpan.FromMilliseconds(100));
        using ClientWebSocket silent = await server.ConnectAsync("silent");
        Session session = await server.Sessions.WaitForAsync("silent", static _ => true);

        await server.StopAsync();

        Assert.Equal((false, ExitReason.TrackerClosed), (session.IsClosed, (await session.Completion).Reason));
    }

    /// <summary>Returns the next message, or null if it is a close frame.</summary>
    private static async Task<string?> ReadAsync(WebSocket socket)
    {
        byte[] buffer = new byte[100];
        WebSocketReceiveResult read = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return read.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, read.Count);
    }

    /// <summary>Answers the server's close frame. Returns the last message before it.</summary>
    private static async Task<string?> ReadAllAndCloseAsync(WebSocket socket)
    {
        string? last = null;
        while (await ReadAsync(socket) is { } text) last = text;
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return last;
    }

    private static void Dispose(IEnumerable<ClientWebSocket> clients)
    {
        foreach (ClientWebSocket client in clients) client.Dispose();
    }

    private sealed class Server(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri(app.Urls.First()) };

        public SessionTracker Sessions { get; } = app.Services.GetRequiredService<SessionTracker>();

        public static async Task<Server> StartAsync(TimeSpan patience)
        {
            WebApplicationBuilder server = WebApplication.CreateSlimBuilder();
            server.Logging.ClearProviders();
            server.Services.AddTracker<SessionTracker>(static options => options.StopTimeout = Timeout.InfiniteTimeSpan);
            WebApplication app = server.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapSessions(patience);
            await app.StartAsync();
            return new Server(app);
        }

        public async Task<ClientWebSocket> ConnectAsync(string user)
        {
            ClientWebSocket client = new();
            await client.ConnectAsync(new UriBuilder(_http.BaseAddress!) { Scheme = "ws", Path = $"/sessions/{user}" }.Uri, CancellationToken.None);
            return client;
        }

        /// <summary>Connects many users, and waits until the sessions of all can be found.</summary>
        public async Task<ClientWebSocket[]> ConnectAsync(int count)
        {
            string[] users = [.. Enumerable.Range(0, count).Select(static number => $"user {number}")];
            ClientWebSocket[] clients = await Task.WhenAll(users.Select(ConnectAsync));
            await Task.WhenAll(users.Select(user => Sessions.WaitForAsync(user, static _ => true)));
            return clients;
        }

        public async Task<string> PostAsync(string path)
        {
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
            return await answer.Content.ReadAsStringAsync();
        }

        public async Task<System.Net.HttpStatusCode> GetAsync(string path)
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }

        public Task StopAsync() => app.StopAsync();

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }
    }
}
