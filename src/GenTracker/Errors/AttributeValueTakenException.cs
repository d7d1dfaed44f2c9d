using GenTracker.Formatting;

namespace GenTracker;

/// <summary>Thrown if another child holds the value of a unique attribute. Nothing was changed.</summary>
public sealed class AttributeValueTakenException : TrackerException
{
    internal AttributeValueTakenException(string trackerName, object? key, string attributeName, object? holderKey)
        : base(trackerName, key, innerException: null)
    {
        AttributeName = attributeName;
        HolderKey = holderKey;
    }

    /// <summary>The name of the unique attribute.</summary>
    public string AttributeName { get; }

    /// <summary>The key of the child that holds the value.</summary>
    public object? HolderKey { get; }

    // The value is not shown: it may be a secret.
    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: the child of {KeyText} cannot take this {AttributeName}, since {UserText.Format(HolderKey)} holds it until it ends or takes "
            + $"another value. Use TrySet{AttributeName} if the value may be taken.";
}
