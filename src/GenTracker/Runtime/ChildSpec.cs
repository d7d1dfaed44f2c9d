using System.ComponentModel;

namespace GenTracker.Runtime;

/// <summary>How a child is made: its constructor and the arguments that its opener gave, kept for restarts.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ChildSpec<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Whether <see cref="Create"/> asks for services, so that a scope of dependency injection must be made for the incarnation.</summary>
    public virtual bool NeedsScope => false;

    /// <summary>Makes the child; called once for each incarnation, on the thread pool.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scope">The services of this incarnation.</param>
    /// <returns>A new child.</returns>
    public abstract TChild Create(TKey key, ChildScope scope);
}
