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

    /// <summary>Lets the child be found by its value, or no longer. It can be found once, and then no longer once.</summary>
    internal void SetShown(bool isShown);

    /// <summary>Gives up what a sealed value that survives a restart still holds.</summary>
    internal void Release();

    /// <summary>Whether the child can be found and has the value of a place.</summary>
    internal bool IsFoundAt(object place);

    /// <summary>Returns only when the write is over that goes on at present.</summary>
    internal void AwaitWrite();
}
