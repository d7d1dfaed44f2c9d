using System;
using System.Threading;

namespace GenTracker.Contenders;

/// <summary>Runs the same work on two threads at once: the caller's, and one that spins while it waits, so that it starts without delay.</summary>
public sealed class TwoThreads : IDisposable
{
    private Func<int, long>? _work;
    private int _operations;
    private int _begun;
    private int _ended;
    private long _result;

    public TwoThreads() => new Thread(Run) { IsBackground = true }.Start();

    /// <summary>Runs the operations on both threads.</summary>
    public long Each(Func<int, long> work, int operations) => Each(work, work, operations);

    /// <summary>Runs the operations of one work on this thread and of another on the other thread.</summary>
    public long Each(Func<int, long> here, Func<int, long> there, int operations)
    {
        int round = _begun + 1;
        _work = there;
        _operations = operations;
        Volatile.Write(ref _begun, round);
        long result = here(operations);
        while (Volatile.Read(ref _ended) != round)
            Thread.SpinWait(1);
        return result + _result;
    }

    public void Dispose()
    {
        _work = null;
        Volatile.Write(ref _begun, _begun + 1);
    }

    private void Run()
    {
        for (int round = 1; ; round++)
        {
            while (Volatile.Read(ref _begun) != round)
                Thread.SpinWait(1);
            if (_work is not { } work)
                return;
            _result = work(_operations);
            Volatile.Write(ref _ended, round);
        }
    }
}
