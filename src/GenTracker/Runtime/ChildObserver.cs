namespace GenTracker.Runtime;

/// <summary>
/// What a tracker keeps of its children beyond their keys. The lifecycle of a key calls it at each step of a child. Only <see cref="Attach"/> runs user code.
/// </summary>
/// <typeparam name="TChild">The child's type.</typeparam>
internal abstract class ChildObserver<TChild>
    where TChild : class
{
    /// <summary>A child starts, or an object is about to be adopted. What is thrown fails the start or the adoption.</summary>
    public abstract void Attach(TChild child, IKeyHolder holder);

    /// <summary>Undoes <see cref="Attach"/> for an object that is not adopted after all.</summary>
    public abstract void Detach(TChild child);

    /// <summary>The child can be found from now on, or no longer. Called under the lock of the lifecycle.</summary>
    public abstract void SetShown(TChild child, bool isShown);

    /// <summary>A child that was sealed before is not followed by another incarnation that inherits from it, or that one runs.</summary>
    public abstract void Release(TChild child);

    /// <summary>The holder with which the child was attached; null if it was not.</summary>
    public abstract IKeyHolder? GetHolder(TChild child);
}
