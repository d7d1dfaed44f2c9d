// Messages by channel, with timeouts, cancellation and async streams.
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GenTracker;
using Microsoft.Extensions.Options;

namespace Corpus.Chat;

public abstract record Message(string From)
{
    public sealed record Text(string From, string Body) : Message(From);

    public sealed record Join(string From) : Message(From);

    public sealed record Part(string From, string? Why = null) : Message(From);
}

public sealed class ChatOptions
{
    public int History { get; set; } = 100;
}

[Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase)]
public sealed partial class ChatRoom : ITrackedChild, IAsyncDisposable
{
    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>();
    private readonly List<ChannelWriter<Message>> _members = [];
    private readonly string _name;
    private readonly IOptions<ChatOptions> _options;
    private Queue<Message>? _history;
    private long _sequence;

    public ChatRoom(string key, [Injected] IOptions<ChatOptions> options)
    {
        _name = key;
        _options = options;
        Topic = "nothing in particular";
        Members = 0;
        Members += 0;
    }

    [TrackedAttr] public partial int Members { get; private set; }
    [TrackedAttr] public partial long Messages { get; }
    [TrackedAttr] public partial string Topic { get; set; }
    [TrackedAttr] public partial DateTime? QuietSince { get; private set; }

    public long Sequence => _sequence;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _history = new Queue<Message>(_options.Value.History);
        return Task.Delay(1, cancellationToken);
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (await WaitAsync(stoppingToken))
        {
            while (_inbox.Reader.TryRead(out Message? message))
            {
                _sequence++;
                Handle(message);
            }
        }
    }

    public ValueTask SayAsync(Message message, CancellationToken cancellationToken = default) => _inbox.Writer.WriteAsync(message, cancellationToken);

    public async IAsyncEnumerable<Message> ListenAsync(string who, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Channel<Message> outbox = Channel.CreateBounded<Message>(100);
        lock (_members)
        {
            _members.Add(outbox.Writer);
            Members++;
        }

        try
        {
            await SayAsync(new Message.Join(who), cancellationToken);
            await foreach (Message message in outbox.Reader.ReadAllAsync(cancellationToken))
            {
                yield return message;
            }
        }
        finally
        {
            lock (_members)
            {
                _members.Remove(outbox.Writer);
                if (!Completion.IsCompleted)
                {
                    Members--;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        await foreach (Message message in _inbox.Reader.ReadAllAsync())
        {
            _history?.Enqueue(message);
        }
    }

    private async Task<bool> WaitAsync(CancellationToken stoppingToken)
    {
        Task<bool> ready = _inbox.Reader.WaitToReadAsync(stoppingToken).AsTask();
        if (await Task.WhenAny(ready, Task.Delay(TimeSpan.FromMinutes(1), stoppingToken)) != ready)
        {
            QuietSince ??= DateTime.UtcNow;
        }

        return await ready;
    }

    private void Handle(Message message)
    {
        if (message is Message.Text { Body: ['/', 't', .. var topic] })
        {
            Topic = topic;
            return;
        }

        IncrementMessages();
        QuietSince = null;
        _history!.Enqueue(message);
        while (_history.Count > _options.Value.History)
        {
            _history.Dequeue();
        }

        lock (_members)
        {
            foreach (ChannelWriter<Message> member in _members)
            {
                member.TryWrite(message);
            }
        }
    }

    public override string ToString() => $"{_name} ({Members}): {Topic}";
}

public sealed class ChatServer(ChatRoomTracker rooms)
{
    public async Task SayAsync(string room, string from, string text, CancellationToken cancellationToken)
    {
        ChatRoom open = await rooms.FindOrOpenAsync(room, cancellationToken: cancellationToken);
        await open.SayAsync(new Message.Text(from, text), cancellationToken);
    }

    public async Task<int> SayInTurnAsync(string room, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        int said = 0;
        foreach (string text in texts)
        {
            ChatRoom open = await rooms.FindOrOpenAsync(room, cancellationToken: cancellationToken);
            await open.SayAsync(new Message.Text("server", text), cancellationToken);
            said++;
        }

        return said;
    }

    public async Task FollowAsync(string room, string who, TextWriter output, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ChatRoom open = await rooms.WaitForAsync(room, static room => room.Members < 100, cancellationToken);
            await foreach (Message message in open.ListenAsync(who, cancellationToken))
            {
                await output.WriteLineAsync(message switch
                {
                    Message.Text text => $"{text.From}: {text.Body}",
                    Message.Join join => $"{join.From} comes",
                    Message.Part { Why: { } why } part => $"{part.From} goes: {why}",
                    _ => message.ToString(),
                });
            }
        }
    }

    public string Summary()
    {
        (int members, long messages) = (0, 0L);
        foreach (ChatRoom room in rooms)
        {
            members += room.Members;
            messages += room.Messages;
        }

        return $"{rooms.Count} rooms, {members} members, {messages} messages";
    }

    public bool IsQuiet(string room) => rooms.Find(room) is null or { QuietSince: not null };

    public async Task<ExitReason?> EndAsync(string room)
    {
        if (rooms.Find(room) is not { } open)
        {
            return null;
        }

        Task<bool> stop = rooms.StopAsync(room);
        await Task.WhenAny(stop, Task.Delay(1000));
        if (stop.IsCompletedSuccessfully && stop.Result)
        {
            return (await open.Completion).Reason;
        }

        return open.Completion.IsCompleted ? open.Completion.Result.Reason : null;
    }
}
