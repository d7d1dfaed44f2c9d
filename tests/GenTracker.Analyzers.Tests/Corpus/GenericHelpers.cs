// Helpers for all kinds of trackers, and classes that only look like GenTracker's.
using System.Diagnostics.CodeAnalysis;
using GenTracker;
using GenTracker.Runtime;

namespace Corpus.GenericHelpers;

public static class TrackerExtensions
{
    public static async Task<bool> TryStopAsync<TKey, TChild>(this Tracker<TKey, TChild> tracker, TKey key, TimeSpan patience)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        using CancellationTokenSource limit = new(patience);
        try
        {
            return await tracker.StopAsync(key, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static bool TryFind<TKey, TChild>(this Tracker<TKey, TChild> tracker, TKey key, [NotNullWhen(true)] out TChild? child)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        child = tracker.Find(key);
        return child is not null;
    }

    public static Dictionary<ChildState, int> CountStates<TKey, TChild>(this Tracker<TKey, TChild> tracker)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        Dictionary<ChildState, int> states = [];
        foreach (ChildInfo<TKey, TChild> info in tracker.GetChildren())
        {
            states[info.State] = states.GetValueOrDefault(info.State) + 1;
        }

        return states;
    }

    public static async Task StopAllAsync<TKey, TChild>(this Tracker<TKey, TChild> tracker, Predicate<TChild> chosen)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        await Task.WhenAll(tracker.Where(child => chosen(child)).Select(child => tracker.StopAsync(child.Link.Key)));
    }
}

public sealed class Registry<TKey, TChild>(Tracker<TKey, TChild> tracker)
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Dictionary<TKey, ChildRegistration> _registrations = [];
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<bool> PutAsync(TKey key, TChild child)
    {
        await _gate.WaitAsync();
        try
        {
            if (!tracker.TryAddExisting(key, child, completion: null, out ChildRegistration? registration))
            {
                return false;
            }

            _registrations.Add(key, registration);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task DropAsync(TKey key)
    {
        if (_registrations.Remove(key, out ChildRegistration? registration))
        {
            await registration.DisposeAsync();
        }
    }
}

// None of these belongs to GenTracker.
public sealed class PlainTracker
{
    private readonly Dictionary<string, Plain> _all = [];

    public Plain? Find(string key) => _all.GetValueOrDefault(key);

    public Plain AddExisting(string key, Plain plain, Task? completion = null)
    {
        _all.Add(key, plain);
        return completion is null ? plain : new Plain();
    }

    public Task<Plain> FindOrOpenAsync(string key, IDisposable owned, CancellationToken cancellationToken) =>
        Task.FromResult(Find(key) ?? AddExisting(key, new Plain { Owned = owned, Until = cancellationToken }));

    public Task<bool> StopAsync(string key) => Task.FromResult(_all.Remove(key));

    public long IncrementBytes(string key, long delta) => _all[key].Bytes += delta;
}

public sealed class Plain
{
    public static Plain? Shared;

    public long Bytes { get; set; }

    public List<string> Names { get; set; } = [];

    public IDisposable? Owned { get; set; }

    public CancellationToken Until { get; set; }

    public long IncrementBytes(long delta = 1) => Bytes += delta;

    public long DecrementBytes(long delta = 1) => Bytes -= delta;

    public Task StartAsync(string reason) => Task.FromResult(reason);

    public Task AfterTerminate() => Task.CompletedTask;
}

public sealed class PlainUser(PlainTracker plains)
{
    public async Task UseAsync(string path, byte[][] packets, CancellationToken cancellationToken)
    {
        Plain plain = new();
        plain.Bytes++;
        plain.Bytes += 5;
        plain.Bytes = Math.Max(plain.Bytes, 10);
        if (plain.IncrementBytes() > 100)
        {
            plain.DecrementBytes();
        }

        if (plains.Find(path) is null)
        {
            plains.AddExisting(path, plain);
        }

        foreach (byte[] packet in packets)
        {
            plains.IncrementBytes(path, packet.Length);
        }

        Plain.Shared = await plains.FindOrOpenAsync(path, new MemoryStream(), cancellationToken);
        plains.Find(path.Substring(1));
        _ = plains.StopAsync(path).Result;
    }
}
