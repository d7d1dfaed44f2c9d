using System.ComponentModel;
using GenTracker.Observability;

namespace GenTracker.Runtime;

/// <summary>What a tracker needs of the reader of its children's attributes, whatever their record.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAttrsReader<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Creates the memory of the last exits.</summary>
    internal RecentExits<TKey, TChild> CreateRecentExits(int capacity);
}

/// <summary>
/// Reads the attributes of a child for what outlives the child. Generated code implements it for each tracked class.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TAttrs">The generated record of its attributes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AttrsReader<TKey, TChild, TAttrs> : IAttrsReader<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Reads the attributes.</summary>
    /// <param name="child">The child.</param>
    /// <returns>Their values.</returns>
    public abstract TAttrs Read(TChild child);

    RecentExits<TKey, TChild> IAttrsReader<TKey, TChild>.CreateRecentExits(int capacity) => new RecentExits<TKey, TChild, TAttrs>(this, capacity);
}
