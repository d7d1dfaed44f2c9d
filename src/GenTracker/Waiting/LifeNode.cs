using System.Threading;

namespace GenTracker.Waiting;

/// <summary>What <see cref="WaitGraph"/> knows of a key's life: who it is, and which of its code runs now.</summary>
internal abstract class LifeNode : IWaitTarget
{
    private Activity? _activity;

    /// <summary>The code of the child that runs now and that whoever waits for this life waits for; null where none does.</summary>
    public Activity? Activity
    {
        get => Volatile.Read(ref _activity);
        set => Volatile.Write(ref _activity, value);
    }

    LifeNode? IWaitTarget.Life => this;

    public abstract string TrackerName { get; }

    public abstract object KeyObject { get; }
}
