using System.ComponentModel;

namespace GenTracker.Indexes;

/// <summary>The index of one attribute in one tracker.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AttributeIndex
{
    private protected AttributeIndex()
    {
    }
}
