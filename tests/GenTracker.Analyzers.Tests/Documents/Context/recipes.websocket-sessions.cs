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
        WebApplicationBuilder server = WebApplication.CreateSlimBuilder();
        server.Logging.ClearProviders();
        server.Services.AddTracker<SessionTracker>();
        await using WebApplication app = server.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapSessions();
        await app.StartAsync();
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };
        UriBuilder address = new(http.BaseAddress) { Scheme = "ws", Path = "/sessions/ann" };
        SessionTracker sessions = app.Services.GetRequiredService<SessionTracker>();

        using ClientWebSocket ann = new();
        await ann.ConnectAsync(address.Uri, CancellationToken.None);
        Session session = await sessions.WaitForAsync("ann", static _ => true);
        await ann.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await sessions.WaitForAsync("ann", static child => child.Received == 1);

        Assert.Equal("true", await (await http.PostAsync(new Uri("/sessions/ann/messages?text=one", UriKind.Relative), null)).Content.ReadAsStringAsync());
        Assert.Equal("false", await (await http.PostAsync(new Uri("/sessions/bob/messages?text=one", UriKind.Relative), null)).Content.ReadAsStringAsync());
        Assert.Equal("1", await (await http.PostAsync(new Uri("/messages?text=two", UriKind.Relative), null)).Content.ReadAsStringAsync());
        Assert.Equal("one", await ReadAsync(ann));
        Assert.Equal("two", await ReadAsync(ann));

        using ClientWebSocket second = new();
        await second.ConnectAsync(address.Uri, CancellationToken.None);
        Assert.Equal(WebSocketMessageType.Close, (await second.ReceiveAsync(new byte[100], CancellationToken.None)).MessageType);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, second.CloseStatus);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await http.GetAsync(new Uri("/sessions/ann", UriKind.Relative))).StatusCode);

        Assert.True(await sessions.StopAsync("ann"));
        Assert.Equal((ExitReason.Stopped, 1, 2), ((await session.Completion).Reason, session.Received, session.Sent));

        using ClientWebSocket again = new();
        await again.ConnectAsync(address.Uri, CancellationToken.None);
        Session last = await sessions.WaitForAsync("ann", static _ => true);
        await app.StopAsync();
        Assert.Equal(ExitReason.TrackerClosed, (await last.Completion).Reason);
    }

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        byte[] buffer = new byte[100];
        WebSocketReceiveResult read = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}
