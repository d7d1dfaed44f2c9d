// WebSocket sessions: the request owns the socket, and the tracker adopts the session until the request ends.
using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using GenTracker;

namespace Corpus.WebSocketSessions;

[Tracker(Name = "sessions")]
public sealed partial class Session(string user, WebSocket socket, ILogger<Session> log) : IAfterTerminate
{
    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    private int _framesInMessage;
    private long _lastPing;

    public string User => user;

    [TrackedAttr] public partial long BytesIn { get; }
    [TrackedAttr] public partial long BytesOut { get; }
    [TrackedAttr] public partial int MessagesIn { get; private set; }
    [TrackedAttr] public partial int LongestMessage { get; private set; }
    [TrackedAttr] public partial bool IsAway { get; set; }
    [TrackedAttr] public partial string? Topic { get; set; }
    [TrackedAttr] public partial DateTimeOffset LastSeen { get; private set; }

    public bool TrySend(string text) => _outgoing.Writer.TryWrite(text);

    public async Task PumpAsync(CancellationToken stopping)
    {
        Task sending = SendAsync(stopping);
        try
        {
            await ReceiveAsync(stopping);
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        log.LogInformation("{User} left after {Duration}: {In} in, {Out} out ({Reason})", user, exit.EndedAt - exit.StartedAt, BytesIn, BytesOut, exit.Reason);
        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(CancellationToken stopping)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int length = 0;
            while (socket.State == WebSocketState.Open)
            {
                ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(length), stopping);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping);
                    return;
                }

                length += result.Count;
                _framesInMessage++;
                IncrementBytesIn(result.Count);
                LastSeen = DateTimeOffset.UtcNow;
                if (!result.EndOfMessage)
                {
                    continue;
                }

                IncrementMessagesIn();
                RaiseLongestMessageTo(length);
                Handle(Encoding.UTF8.GetString(buffer, 0, length));
                length = 0;
                _framesInMessage = 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        await foreach (string text in _outgoing.Reader.ReadAllAsync(stopping))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, stopping);
            IncrementBytesOut(bytes.Length);
        }
    }

    private void Handle(string text)
    {
        Command? command = JsonSerializer.Deserialize<Command>(text);
        switch (command)
        {
            case { Name: "away" }:
                IsAway = true;
                break;
            case { Name: "back" }:
                IsAway = false;
                break;
            case { Name: "topic", Argument: var topic }:
                Topic = topic;
                break;
            case { Name: "ping" }:
                _lastPing += 1;
                TrySend("pong " + _lastPing);
                break;
            default:
                log.LogDebug("{User} sent something unknown in {Frames} frames", user, _framesInMessage);
                break;
        }
    }

    private sealed record Command(string Name, string? Argument);
}

public sealed class SessionEndpoint(SessionTracker sessions, ILogger<Session> sessionLog)
{
    public async Task<IResult> ConnectAsync(string user, HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return TypedResults.BadRequest("This is for WebSockets only.");
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        Session session = new(user, socket, sessionLog) { Topic = context.Request.Query["topic"] };
        if (!sessions.TryAddExisting(user, session, null, out ChildRegistration? registration))
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "You are here already.", cancellationToken);
            return TypedResults.Empty;
        }

        await using (registration)
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(registration.Stopping, context.RequestAborted);
            try
            {
                await session.PumpAsync(either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // The server stops, or the user has left.
            }
        }

        return TypedResults.Empty;
    }

    // Old code that asks for permission first, and handles the answer.
    public async Task ConnectOrReplaceAsync(string user, Session session, Task completion)
    {
        if (sessions.Find(user) is { } former)
        {
            former.TrySend("Somebody else has signed in as you.");
            await sessions.StopAsync(user);
        }

        try
        {
            sessions.AddExisting(user, session, completion);
        }
        catch (ChildAlreadyExistsException)
        {
            session.TrySend("Try again.");
        }
    }

    public int Broadcast(string text, bool alsoAway)
    {
        int reached = 0;
        foreach (Session session in sessions)
        {
            if ((alsoAway || !session.IsAway) && session.TrySend(text))
            {
                reached++;
            }
        }

        return reached;
    }

    public bool Whisper(string from, string to, string text) => sessions.Find(to)?.TrySend($"{from} whispers: {text}") ?? false;

    public long Traffic => sessions.Sum(session => session.BytesIn + session.BytesOut);
}
