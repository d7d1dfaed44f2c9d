using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace GenTracker.Orleans.Owning;

/// <summary>A key that this node acquires, owns or releases: one epoch of it.</summary>
/// <param name="key">The key.</param>
/// <param name="arguments">The serialized arguments. <see langword="null"/> takes the key over as it is.</param>
/// <param name="isWanted">Whether the key must run from now on.</param>
/// <param name="replaces">Whether the arguments replace those of a key that is wanted.</param>
/// <param name="isNew">Whether nobody wanted the key before.</param>
internal sealed class OwnedKey(string key, byte[]? arguments, bool isWanted, bool replaces, bool isNew)
{
    private readonly Completion<KeyOutcome> _opened = new();
    private readonly Completion<bool> _ended = new();
    private Completion<bool>? _acquired = new();
    private OwnedKey? _successor;
    private byte[]? _bytes = arguments;
    private bool _isOver;
    private bool _isEnding;

    public string Key { get; } = key;

    /// <summary>The arguments, until the store has them.</summary>
    public byte[]? Arguments => Epoch == 0 ? _bytes : null;

    /// <summary>The attributes that survive, as the store has them. <see langword="null"/> if it has none, or the key is not acquired.</summary>
    public byte[]? Checkpoint
    {
        get => Epoch == 0 ? null : _bytes;
        set => _bytes = value;
    }

    /// <summary>Whether the key must run: as the opener says, and from the acquisition on as the store does.</summary>
    public bool IsWanted { get; private set; } = isWanted;

    public bool Replaces { get; } = replaces;

    /// <summary>Whether nobody wanted the key before. One that may have been wanted stays so if this node cannot start it, and another node does.</summary>
    public bool IsNew { get; } = isNew;

    /// <summary>Whether the key is taken over as it is, without a caller's arguments.</summary>
    public bool IsTakeover { get; } = arguments is null;

    /// <summary>The epoch. Zero until the key is acquired.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether the key goes to another node when its child has ended.</summary>
    public bool IsMoving { get; set; }

    /// <summary>The state of the predecessor, until the child runs.</summary>
    public byte[]? Inherited { get; private set; }

    /// <summary>Completes when the start of the child has begun, so that it can be stopped, or when there will be none.</summary>
    public Task Acquired => Volatile.Read(ref _acquired)?.WaitAsync() ?? Task.CompletedTask;

    /// <summary>Completes when the child runs, or will not.</summary>
    public Task<KeyOutcome> Opened => _opened.WaitAsync();

    /// <summary>Whether the child starts, or the key is being acquired.</summary>
    public bool IsOpening => !_opened.IsSet;

    /// <summary>Completes when this node no longer owns the key. The result is whether the store knows it.</summary>
    public Task<bool> Ended => _ended.WaitAsync();

    /// <summary>Whether the child was started, and its end is not being written to the store.</summary>
    public bool IsOpen => _opened is { IsSet: true, Result.Status: KeyStatus.Opened } && !Volatile.Read(ref _isEnding);

    public void SetAcquired(KeyRecord record) => (Epoch, Inherited, _bytes, IsWanted) = (record.Epoch, record.Final, record.Survivors, record.IsWanted);

    public void CompleteAcquisition() => Interlocked.Exchange(ref _acquired, null)?.Set(true);

    public void CompleteOpening(KeyOutcome outcome)
    {
        Inherited = null;
        CompleteAcquisition();
        _opened.Set(outcome);
    }

    /// <summary>Whether the caller is the first who ends this epoch.</summary>
    public bool TryBeginEnd() => !Interlocked.Exchange(ref _isEnding, true);

    public void CompleteEnd(bool isKnown) => _ended.Set(isKnown);

    /// <summary>Lets another opening follow this one when it is over. The one that would have followed is superseded.</summary>
    /// <param name="successor">The opening.</param>
    /// <returns><see langword="false"/> if this one is over already.</returns>
    public bool TryReplace(OwnedKey successor)
    {
        OwnedKey? superseded;
        lock (_opened)
        {
            if (_isOver)
                return false;
            superseded = _successor;
            _successor = successor;
        }

        superseded?.CompleteOpening(new KeyOutcome(KeyStatus.Superseded));
        return true;
    }

    /// <summary>Whether an opening follows this one.</summary>
    public bool IsReplaced
    {
        get
        {
            lock (_opened)
                return _successor is not null;
        }
    }

    /// <summary>Refuses further successors.</summary>
    /// <returns>The opening that follows.</returns>
    public OwnedKey? Close()
    {
        lock (_opened)
        {
            _isOver = true;
            return _successor;
        }
    }
}
