using System.Globalization;
using System.Text;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>The end of a child for good, as the handlers of <c>ChildEnded</c> get it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
public readonly record struct ChildEnd<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>The child's key, which is still taken.</summary>
    public TKey Key { get; init; }

    /// <summary>
    /// The last incarnation that ran; if none did, the one that did not start. Its attributes are final, and it is disposed, unless it was adopted or
    /// abandoned. <see langword="null"/> if its constructor gave none.
    /// </summary>
    public TChild? Child { get; init; }

    /// <summary>How it ended. <see cref="ChildExit.WillRestart"/> is <see langword="false"/>.</summary>
    public ChildExit Exit { get; init; }

    // As the compiler writes it, but the key and the child are a user's objects, and their texts may throw.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Key = {UserText.Format(Key)}, Child = {UserText.Format(Child)}, Exit = {Exit}");
        return true;
    }
}
