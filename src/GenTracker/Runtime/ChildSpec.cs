using System;
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

/// <summary>Children that a function of the opener makes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChildSpec
{
    /// <summary>A child made by a function of its key.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TChild">The child's type.</typeparam>
    /// <param name="create">Creates the child; called again on each restart.</param>
    /// <returns>How the child is made.</returns>
    public static ChildSpec<TKey, TChild> FromFactory<TKey, TChild>(Func<TKey, TChild> create)
        where TKey : notnull
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return new FactorySpec<TKey, TChild>(create);
    }

    /// <summary>A child made by a function of its key, a state, and the incarnation's services.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <typeparam name="TChild">The child's type.</typeparam>
    /// <param name="state">The state to pass to the function.</param>
    /// <param name="create">Creates the child; called again on each restart.</param>
    /// <returns>How the child is made.</returns>
    public static ChildSpec<TKey, TChild> FromFactory<TKey, TState, TChild>(TState state, Func<TKey, TState, IServiceProvider, TChild> create)
        where TKey : notnull
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return new FactorySpec<TKey, TState, TChild>(state, create);
    }
}

/// <summary>A child made by a function of its key.</summary>
internal sealed class FactorySpec<TKey, TChild>(Func<TKey, TChild> create) : ChildSpec<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    public override TChild Create(TKey key, ChildScope scope) => create(key);
}

/// <summary>A child made by a function of its key, a state, and the incarnation's services.</summary>
internal sealed class FactorySpec<TKey, TState, TChild>(TState state, Func<TKey, TState, IServiceProvider, TChild> create) : ChildSpec<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    public override bool NeedsScope => true;

    public override TChild Create(TKey key, ChildScope scope) => create(key, state, scope.Services);
}
