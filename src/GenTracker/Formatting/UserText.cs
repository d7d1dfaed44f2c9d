using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GenTracker.Formatting;

/// <summary>
/// The only place that makes text of a user's objects: keys, children, exceptions. Such an object may throw when it is read, return null, or return text of
/// any length. That costs its own text alone: every method returns a bounded text and never throws.
/// </summary>
/// <remarks>What an object throws here is dropped without a look at it, since that exception may throw too.</remarks>
internal static class UserText
{
    /// <summary>Characters of a key or a child. A longer text ends with an ellipsis.</summary>
    public const int MaxObjectLength = 256;

    /// <summary>Characters of an exception's message inside another text.</summary>
    public const int MaxMessageLength = 1024;

    /// <summary>Characters of an exception with its stack trace and its causes.</summary>
    public const int MaxExceptionLength = 65_536;

    /// <summary>Causes of causes that are printed. A much longer chain would overflow the stack of whoever prints it.</summary>
    private const int MaxCauses = 64;

    private const string Ellipsis = "…";

    /// <summary>Text of a key, a child or another object, for every culture the same.</summary>
    public static string Format(object? value)
    {
        if (value is null)
            return "";
        string? text;
        try
        {
            text = value is IFormattable formattable ? formattable.ToString(format: null, CultureInfo.InvariantCulture) : value.ToString();
        }
        catch (Exception)
        {
            return Truncate($"{value.GetType().Name} (its ToString failed)", MaxObjectLength);
        }

        return Truncate(text ?? value.GetType().Name, MaxObjectLength);
    }

    /// <summary>The message of an exception.</summary>
    public static string FormatMessage(Exception exception)
    {
        string name = exception.GetType().Name;
        return Truncate(TryGetMessage(exception, out string? message) ? message ?? name : $"{name} (its Message failed)", MaxMessageLength);
    }

    /// <summary>The exception with its stack trace and its causes, as its <see cref="Exception.ToString"/> prints it if that can be done.</summary>
    public static string FormatException(Exception exception)
    {
        if (TryPrint(exception) is { } text)
            return Truncate(text, MaxExceptionLength);
        var safe = new StringBuilder();
        AppendCauses(safe, exception);
        return Truncate(safe.ToString(), MaxExceptionLength);
    }

    /// <summary>Whether anybody can print the exception: its text can be made, and is not too long.</summary>
    public static bool IsPrintable(Exception exception) =>
        TryPrint(exception) is { Length: <= MaxExceptionLength }
        && TryGetMessage(exception, out string? message)
        && message is { Length: <= MaxExceptionLength };

    /// <summary>The object as a logger gets it: itself if it is a string or a number that nobody can make fail, else its text.</summary>
    public static object FormatUnlessPlain(object value) => IsPlain(value) ? value : Format(value);

    private static bool IsPlain(object value) => value switch
    {
        string text => text.Length <= MaxObjectLength,
        Guid or TimeSpan or DateTimeOffset => true,
        _ => Type.GetTypeCode(value.GetType()) != TypeCode.Object,
    };

    private static bool TryGetMessage(Exception exception, out string? message)
    {
        try
        {
            message = exception.Message;
            return true;
        }
        catch (Exception)
        {
            message = null;
            return false;
        }
    }

    private static string? TryPrint(Exception exception)
    {
        try
        {
            return HasFewCauses(exception) ? exception.ToString() : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static bool HasFewCauses(Exception exception)
    {
        Exception? cause = exception;
        for (var i = 0; i <= MaxCauses && cause is not null; i++)
            cause = cause.InnerException;
        return cause is null;
    }

    /// <summary>Each part is guarded. The stack trace is the real one, which no property of the exception can hide.</summary>
    private static void AppendCauses(StringBuilder text, Exception exception)
    {
        Exception? cause = exception;
        for (var i = 0; i <= MaxCauses && cause is not null && text.Length < MaxExceptionLength; i++)
        {
            text.Append(i == 0 ? "" : " ---> ").Append(cause.GetType().FullName).Append(": ").AppendLine(FormatMessage(cause));
            text.Append(new StackTrace(cause, fNeedFileInfo: true));
            cause = cause.InnerException;
        }

        if (cause is not null)
            text.AppendLine(Ellipsis);
    }

    private static string Truncate(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        int kept = maxLength - Ellipsis.Length;
        if (char.IsHighSurrogate(text[kept - 1]))
            kept--;
        return string.Concat(text.AsSpan(0, kept), Ellipsis);
    }
}
