using System.Globalization;
using System.Text;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>The end of one incarnation, as <c>GetRecentExits</c> remembers it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TAttrs">The generated record of the attributes.</typeparam>
public readonly record struct ChildExitRecord<TKey, TAttrs>
    where TKey : notnull
{
    /// <summary>The child's key.</summary>
    public required TKey Key { get; init; }

    /// <summary>How it ended.</summary>
    public required ChildExit Exit { get; init; }

    /// <summary>The final attributes. Their default if the constructor gave no child.</summary>
    public required TAttrs Attrs { get; init; }

    // As the compiler writes it, but the key and the attributes are a user's objects, and their texts may throw.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Key = {UserText.Format(Key)}, Exit = {Exit}, Attrs = {UserText.Format(Attrs)}");
        return true;
    }
}
