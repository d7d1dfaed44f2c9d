using System;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Contenders.ByHand;

/// <summary>What a careful developer writes by hand for one child: a token source and a running task that waits for it.</summary>
[ImmutableObject(true)] // So HybridCache keeps the object itself, and does not serialize it.
public sealed class Job(string key) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly EndSignal _end = new();
    private long _bytesIn;
    private int _viewers;
    private volatile string _title = "untitled";
    private volatile bool _hds;
    private Task _running = Task.CompletedTask;

    public string Key => key;

    public bool Hds
    {
        get => _hds;
        set => _hds = value;
    }

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public int Viewers => Volatile.Read(ref _viewers);

    public string Title
    {
        get => _title;
        set => _title = value;
    }

    public long IncrementBytesIn(long delta = 1) => Interlocked.Add(ref _bytesIn, delta);

    public int IncrementViewers(int delta = 1) => Interlocked.Add(ref _viewers, delta);

    /// <summary>Starts the run.</summary>
    public void Start(JobStart how) => _running = how switch
    {
        JobStart.OnThePool => Task.Run(() => _end.WaitAsync(_stopping.Token)),
        JobStart.OnThePoolInDelay => Task.Run(DelayAsync),
        _ => _end.WaitAsync(_stopping.Token),
    };

    /// <summary>Cancels the run and waits for its end.</summary>
    public async Task StopAsync()
    {
        _stopping.Cancel();
        await _running.ConfigureAwait(false);
        Dispose();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task DelayAsync()
    {
        try
        {
            await Task.Delay(Timeout.Infinite, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }
}
