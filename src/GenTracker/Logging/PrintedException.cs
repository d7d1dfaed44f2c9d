using System;
using GenTracker.Formatting;

namespace GenTracker.Logging;

/// <summary>
/// Stands in the log for an exception that cannot be printed: it throws when a logger reads it, or its text is very long. It has only texts, made beforehand.
/// </summary>
internal sealed class PrintedException(Exception original)
    : Exception($"{original.GetType().Name}: {UserText.FormatMessage(original)}")
{
    private readonly string _text = UserText.FormatException(original);

    /// <summary>Returns the exception itself if a logger can print it.</summary>
    public static Exception Guard(Exception exception) => UserText.IsPrintable(exception) ? exception : new PrintedException(exception);

    public override string ToString() => _text;
}
