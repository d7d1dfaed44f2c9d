using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Contenders;

/// <summary>Two threads that answer each other through one field: each round carries its cache line to the other processor and back.</summary>
public sealed class PingPong : IDisposable
{
    private readonly TwoThreads _threads = new();
    private long _turn;
    private long _begun;

    /// <summary>Plays so many rounds.</summary>
    public long Play(int rounds)
    {
        _begun = _turn;
        return _threads.Each(Ping, Pong, rounds);
    }

    public void Dispose() => _threads.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Ping(int rounds)
    {
        long turn = _begun;
        for (int i = 0; i < rounds; i++)
        {
            Volatile.Write(ref _turn, ++turn);
            turn++;
            while (Volatile.Read(ref _turn) != turn)
            {
                // The other one is about to answer.
            }
        }

        return turn;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Pong(int rounds)
    {
        long turn = _begun;
        for (int i = 0; i < rounds; i++)
        {
            turn++;
            while (Volatile.Read(ref _turn) != turn)
            {
                // The other one is about to ask.
            }

            Volatile.Write(ref _turn, ++turn);
        }

        return turn;
    }
}
