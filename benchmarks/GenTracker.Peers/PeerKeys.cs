using GenTracker.Contenders;

namespace GenTracker.Peers;

/// <summary>The keys of the work that all peers do.</summary>
public sealed class PeerKeys
{
    private const int GuestCount = 4096;
    private const int ListedCount = 10_000;

    public PeerKeys(int children)
    {
        var keys = new KeySet(children);
        Stored = keys.Stored;
        Lookups = keys.Lookups;
        Listed = keys.Lookups[..ListedCount];
        Guests = new KeySet(GuestCount, "guest").Lookups;
    }

    /// <summary>The keys of the children that stay.</summary>
    public string[] Stored { get; }

    /// <summary>The same keys in random order, as other instances.</summary>
    public string[] Lookups { get; }

    /// <summary>The keys of the children that are listed together.</summary>
    public string[] Listed { get; }

    /// <summary>The keys of the children that are opened and stopped.</summary>
    public string[] Guests { get; }
}
