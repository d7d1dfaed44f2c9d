using System.ComponentModel;

namespace GenTracker.Orleans.Runtime;

/// <summary>A change of an attribute that goes to the node of the child.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum AttrOperation
{
    /// <summary>Adds the operand.</summary>
    Add,

    /// <summary>Subtracts the operand.</summary>
    Subtract,

    /// <summary>Adds the delta, unless the operand would be passed.</summary>
    AddUpTo,

    /// <summary>Subtracts the delta, unless the operand would be passed.</summary>
    SubtractDownTo,

    /// <summary>Raises the attribute to the operand, unless it is that high already.</summary>
    Raise,

    /// <summary>Ends the child for good if the attribute is the operand.</summary>
    RetireAt,

    /// <summary>Sets the operand.</summary>
    Set,

    /// <summary>Sets the operand, unless another child of the node holds it.</summary>
    TrySet,

    /// <summary>Sets the operand, and gives the value before.</summary>
    Exchange,
}
