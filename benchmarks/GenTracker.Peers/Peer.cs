using System;
using System.Reflection;
using System.Threading.Tasks;
using GenTracker.Contenders;

namespace GenTracker.Peers;

/// <summary>
/// One way to keep children by key: GenTracker, code by hand, or another library used as its manual says. A child lives until it is stopped, and counts.
/// Each operation does the given number of times what its summary says, and one thread at a time calls it.
/// </summary>
public abstract class Peer(string id, string name, PeerKeys keys) : IAsyncDisposable
{
    private Cursor _lookupAt = new(keys.Lookups.Length, 0);
    private Cursor _guestAt = new(keys.Guests.Length, 0);

    /// <summary>The part of a result's id that names the peer.</summary>
    public string Id => id;

    /// <summary>The name, with the version of the package.</summary>
    public string Name => name;

    protected PeerKeys Keys => keys;

    /// <summary>Opens a child that stays.</summary>
    public abstract Task OpenAsync(string key);

    /// <summary>Looks up children by key. Does not wait for an answer of theirs.</summary>
    public abstract Task<long> LookUpAsync(int operations);

    /// <summary>Counts on one child by its reference. Waits at the end only, until all is counted.</summary>
    public abstract Task<long> CountInHandAsync(int operations);

    /// <summary>Looks up a child by key, counts on it, and has its new number each time.</summary>
    public abstract Task<long> CountByKeyAsync(int operations);

    /// <summary>Opens a child, stops it, and waits until it is over.</summary>
    public abstract Task<long> OpenAndStopAsync(int operations);

    /// <summary>Reads the number of each child of <see cref="PeerKeys.Listed"/>.</summary>
    public abstract Task<long> ListAsync(int operations);

    public abstract ValueTask DisposeAsync();

    protected static string NameOf(string library, Type type) =>
        $"{library} {type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(['+', ' '])[0].TrimEnd('.')}";

    protected string NextKey() => keys.Lookups[_lookupAt.Next()];

    protected string NextGuest() => keys.Guests[_guestAt.Next()];

    /// <summary>Does an operation whose answer comes later, so many times.</summary>
    protected static async Task<long> RepeatAsync(int operations, Func<Task<long>> operation)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += await operation().ConfigureAwait(false);
        return sum;
    }
}
