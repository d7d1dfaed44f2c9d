using System;
using System.Threading;

namespace GenTracker.Contenders;

/// <summary>Runs the same work on two threads at once: the caller's, and one of its own that waits for it, spinning.</summary>
public sealed class TwoThreads : IDisposable
{
    private readonly Func<int, long> _work;
    private int _begun;
    private int _ended;
    private int _operations;
    private long _result;

    public TwoThreads(Func<int, long> work)
    {
        _work = work;
        new Thread(Run) { IsBackground = true }.Start();
    }

    /// <summary>Does that many operations on each of the two.</summary>
    public long Each(int operations)
    {
        _operations = operations;
        int round = Volatile.Read(ref _begun) + 1;
        Volatile.Write(ref _begun, round);
        long result = _work(operations);
        while (Volatile.Read(ref _ended) != round)
            Thread.SpinWait(1);
        return result + _result;
    }

    public void Dispose()
    {
        _operations = -1;
        Volatile.Write(ref _begun, _begun + 1);
    }

    private void Run()
    {
        for (int round = 1; ; round++)
        {
            // Spins for a while, and then sleeps: the comparisons that come later want the processor.
            for (int spins = 0; Volatile.Read(ref _begun) != round; spins++)
            {
                if (spins < 20_000)
                    Thread.SpinWait(1);
                else
                    Thread.Sleep(0);
            }

            if (_operations < 0)
                return;
            _result = _work(_operations);
            Volatile.Write(ref _ended, round);
        }
    }
}
