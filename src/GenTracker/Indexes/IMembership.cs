using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>What a child has in the index of one attribute. It is a part of the child's slot, and is changed under the lock of that slot.</summary>
/// <remarks>
/// A place is what the index keeps of a value: a group, or a claim. It is null if the index has none: the child is not attached, or the value is nobody's.
/// </remarks>
internal interface IMembership<T>
{
    /// <summary>Finds the place of a value in the index, and keeps it from being removed. Calls code of the value's type. Not under the lock.</summary>
    static abstract object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy);

    /// <summary>Gives back a reserved place that was not entered. Not under the lock.</summary>
    static abstract void Cancel(object? place);

    /// <summary>Whether a value is that of a place. Calls code of the value's type. Not under the lock.</summary>
    static abstract bool HasValue(object place, T value);

    /// <summary>
    /// Enters a place, before the slot is written, and lets finds look at the slot, since it may change now. False if the index has removed the place.
    /// </summary>
    bool TryEnter(object? place, object? child, bool isShown, out GroupPlace entered);

    /// <summary>Leaves the former place for this one, after the slot is written.</summary>
    void Leave(object? place, object? child, bool isShown, in GroupPlace entered);

    /// <summary>The child can be found from now on.</summary>
    void OnShown(object? child);

    /// <summary>The child is about to be hidden.</summary>
    void OnHidden(object? child);

    /// <summary>The slot is sealed. True if the child has left the index for ever.</summary>
    bool OnSealed(object? child, bool isShown);

    /// <summary>Releases what a sealed value that survives a restart still holds.</summary>
    void Release();
}
