using System;
using System.Text;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>
/// Base class of the exceptions of a tracker. Each has the name of the tracker and the key that it concerns. Its texts are safe to read whatever the key and
/// the cause do: a text of theirs that is very long is cut, and one that throws is replaced by the name of its type.
/// </summary>
public class TrackerException : Exception
{
    private string? _message;

    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="trackerName">The tracker's name, if there is one.</param>
    /// <param name="key">The key, if the exception concerns one.</param>
    /// <param name="innerException">The cause, if any.</param>
    public TrackerException(string message, string? trackerName, object? key = null, Exception? innerException = null)
        : base(message, innerException)
    {
        TrackerName = trackerName;
        Key = key;
    }

    private protected TrackerException(string? trackerName, object? key, Exception? innerException)
        : base(message: null, innerException)
    {
        TrackerName = trackerName;
        Key = key;
    }

    /// <summary>What is wrong and what to do.</summary>
    public override string Message => _message ??= CreateMessage() ?? base.Message;

    /// <summary>The name of the tracker. <see langword="null"/> if the child does not belong to a tracker.</summary>
    public string? TrackerName { get; }

    /// <summary>The key. <see langword="null"/> if the exception does not concern a single key.</summary>
    public object? Key { get; }

    /// <summary>Text of <see cref="Key"/>.</summary>
    private protected string KeyText => UserText.Format(Key);

    /// <summary>Returns the message, the cause and the stack trace, as every exception does. A cause that cannot be printed costs its own text alone.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder(GetType().FullName).Append(": ").Append(UserText.FormatMessage(this));
        if (InnerException is { } cause)
        {
            text.AppendLine().Append(" ---> ").Append(UserText.FormatException(cause));
            text.AppendLine().Append("   --- End of inner exception stack trace ---");
        }

        if (StackTrace is { } stackTrace)
            text.AppendLine().Append(stackTrace);
        return text.ToString();
    }

    /// <summary>
    /// Makes the message when it is read, and not when the exception is made: the key and the cause are a user's objects, and no code of theirs runs on the
    /// tracker's threads or under its locks.
    /// </summary>
    private protected virtual string? CreateMessage() => null;
}
