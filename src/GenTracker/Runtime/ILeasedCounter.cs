using System.ComponentModel;

namespace GenTracker.Runtime;

/// <summary>Tells a lease how to give back to its counter. Generated code implements it for each counter.</summary>
/// <typeparam name="T">The type in the counter's slot.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILeasedCounter<T>
{
    /// <summary>Subtracts what a lease has added, unless the child has ended.</summary>
    /// <param name="child">The child that the lease was made with.</param>
    /// <param name="delta">What it has added.</param>
    static abstract void GiveBack(object child, T delta);
}
