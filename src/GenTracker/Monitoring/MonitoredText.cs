using System;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>
/// Text of a user's objects for tools. Such an object may throw when it is read, or return a text of any length; these methods return a bounded text, the
/// same in every culture, and never throw. They are thread-safe.
/// </summary>
public static class MonitoredText
{
    /// <summary>Text of a value of an attribute.</summary>
    /// <param name="value">The value.</param>
    /// <returns>At most 256 characters. Empty for <see langword="null"/>.</returns>
    public static string Format(object? value) => UserText.Format(value);

    /// <summary>The message of an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>At most 1,024 characters.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static string FormatMessage(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return UserText.FormatMessage(exception);
    }

    /// <summary>An exception with its stack trace and its causes.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>At most 65,536 characters.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static string FormatException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return UserText.FormatException(exception);
    }
}
