using System.Globalization;
using System.Text;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>An event of <c>WatchAsync</c>.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
public readonly record struct ChildEvent<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Number of the event within its subscription: 1, 2, 3, … without gaps.</summary>
    public long Number { get; init; }

    /// <summary>The kind of the event.</summary>
    public ChildEventKind Kind { get; init; }

    /// <summary>The child's key. The default of its type for <see cref="ChildEventKind.Synced"/> and <see cref="ChildEventKind.Resync"/>.</summary>
    public TKey? Key { get; init; }

    /// <summary>The child. <see langword="null"/> for <see cref="ChildEventKind.Synced"/> and <see cref="ChildEventKind.Resync"/>.</summary>
    public TChild? Child { get; init; }

    /// <summary>How the child ended. <see langword="null"/> unless the event is <see cref="ChildEventKind.Terminated"/>.</summary>
    public ChildExit? Exit { get; init; }

    // As the compiler writes it, but the key and the child are a user's objects, and their texts may throw.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Number = {Number}, Kind = {Kind}, Key = {UserText.Format(Key)}, ");
        builder.Append(CultureInfo.InvariantCulture, $"Child = {UserText.Format(Child)}, Exit = {Exit}");
        return true;
    }
}
