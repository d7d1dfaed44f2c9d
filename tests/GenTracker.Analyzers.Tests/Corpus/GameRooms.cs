// Rooms with seats. The first player opens a room, and it ends after the last one.
using System.Collections.Immutable;
using GenTracker;

namespace Corpus.GameRooms;

public enum Phase
{
    Lobby,
    Playing,
    Over,
}

public readonly record struct Move(Guid Player, int From, int To);

[Tracker]
public sealed partial class GameRoom(string key, int seats, [Injected] TimeProvider time, [Injected] ILogger<GameRoom> log) : ITrackedChild
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<Move> _history = [];
    private int _turn;

    [TrackedAttr] public partial int Players { get; }
    [TrackedAttr] public partial int Spectators { get; }
    [TrackedAttr] public partial int PeakPlayers { get; private set; }
    [TrackedAttr(Survives = true)] public partial long MovesEver { get; }
    [TrackedAttr] public partial Phase Phase { get; private set; }
    [TrackedAttr] public partial ImmutableArray<Guid> Order { get; private set; }
    [TrackedAttr(Default = 1.0)] public partial double Stake { get; set; }
    [TrackedAttr] public partial TimeSpan ThinkingTime { get; private set; }
    [TrackedAttr] public partial byte Round { get; private set; }

    public bool TrySit(Guid player)
    {
        if (!IncrementPlayersUpTo(seats, out int now))
        {
            return false;
        }

        RaisePeakPlayersTo(now);
        lock (_gate)
        {
            Order = Order.IsDefault ? [player] : Order.Add(player);
        }

        return true;
    }

    public void Leave(Guid player)
    {
        lock (_gate)
        {
            Order = Order.Remove(player);
        }

        // The last player to leave ends the room, unless another one has come in the meantime.
        if (DecrementPlayers() == 0 && TryRetireAtPlayers(0))
        {
            log.LogInformation("{Room} is empty", key);
        }
    }

    public bool TryPlay(Move move)
    {
        long began = time.GetTimestamp();
        lock (_gate)
        {
            if (Phase != Phase.Playing || Order[_turn % Order.Length] != move.Player)
            {
                return false;
            }

            _history.Add(move);
            _turn += 1;
            IncrementMovesEver();
            if (_turn % Order.Length == 0)
            {
                // Under the room's own lock. All code that writes the attribute takes it.
                Round += 1;
            }
        }

        IncrementThinkingTime(time.GetElapsedTime(began));
        return true;
    }

    public void Begin()
    {
        Phase = Phase == Phase.Lobby ? Phase.Playing : Phase;
        Stake *= 2;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(10), time);
        long emptySince = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Players > 0)
            {
                emptySince = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(emptySince) > IdleTime)
            {
                TryRetireAtPlayers(0);
            }
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        int moves = _history.Count;
        moves -= _history.Count(move => move.From == move.To);
        log.LogInformation("{Room} is over after {Moves} moves; at most {Players} players", key, moves, PeakPlayers);
        return Task.CompletedTask;
    }
}

public sealed class Lobby(GameRoomTracker rooms)
{
    private readonly Dictionary<Guid, int> _rating = [];
    private int _opened;

    public async Task<bool> JoinAsync(string name, Guid player, CancellationToken cancellationToken)
    {
        // The room may retire before the player gets a seat. Then another room is opened.
        while (true)
        {
            GameRoom room = await rooms.FindOrOpenAsync(name, seats: 4, cancellationToken: cancellationToken);
            try
            {
                bool sits = room.TrySit(player);
                _opened += sits ? 1 : 0;
                return sits;
            }
            catch (ChildTerminatedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public void Rate(Guid winner, IEnumerable<Guid> losers)
    {
        _rating[winner] = _rating.GetValueOrDefault(winner) + 10;
        foreach (Guid loser in losers)
        {
            _rating[loser] = Math.Max(_rating.GetValueOrDefault(loser) - 10, 0);
        }
    }

    public Task<GameRoom> WaitForAFullRoomAsync(string name, CancellationToken cancellationToken) =>
        rooms.WaitForAsync(name, static room => room.Players == 4, cancellationToken);

    public GameRoom? Fullest()
    {
        GameRoom? fullest = null;
        int most = 0;
        foreach (GameRoom room in rooms)
        {
            int players = room.Players;
            most = Math.Max(most, players);
            if (players == most)
            {
                fullest = room;
            }
        }

        return fullest;
    }

    public void DoubleStakes(double limit)
    {
        foreach (GameRoom room in rooms.Where(room => room.Stake < limit))
        {
            room.Stake = Math.Min(limit, room.Stake * 2);
        }
    }

    public int Opened => _opened;
}
