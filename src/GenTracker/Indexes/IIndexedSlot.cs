using System.ComponentModel;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>The slot of an attribute with an index, as the index sees it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIndexedSlot
{
    /// <summary>Who holds the child's key. Null before the child was attached.</summary>
    internal IKeyHolder? Holder { get; }

    /// <summary>Puts the value into the index. Hashes and compares it, so it throws what the value's type throws.</summary>
    /// <exception cref="AttributeValueTakenException">Another child holds the value. Nothing was changed.</exception>
    internal void Attach(AttributeIndex index, object child, IKeyHolder holder);

    /// <summary>Takes the value out of the index again.</summary>
    internal void Detach();

    /// <summary>Makes the child findable by its value, or unfindable. Each happens at most once.</summary>
    internal void SetShown(bool isShown);

    /// <summary>Releases what a sealed value that survives a restart still holds.</summary>
    internal void Release();

    /// <summary>Whether the child can be found and has the value of a place.</summary>
    internal bool IsFoundAt(object place);

    /// <summary>Waits until a write that is in progress has ended.</summary>
    internal void AwaitWrite();
}
