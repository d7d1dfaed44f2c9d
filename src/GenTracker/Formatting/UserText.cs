using System;
using System.Collections.Generic;
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

    /// <summary>How deep causes of causes are printed. A much deeper tree would overflow the stack of whoever prints it.</summary>
    private const int MaxDepth = 64;

    /// <summary>How many exceptions are printed in the place of one.</summary>
    private const int MaxCauses = 1_000;

    private const string Ellipsis = "…";

    /// <summary>Text of a key, a child or another object, for every culture the same.</summary>
    public static string Format(object? value) => Truncate(FormatWhole(value), MaxObjectLength);

    /// <summary>
    /// Text of a key by which the key is found again. A longer text than others get ends with a hash of the whole, so that two keys with one long beginning
    /// are told apart. The hash is keyed by the process, so that nobody can choose keys with one text.
    /// </summary>
    public static string FormatKey(object key)
    {
        string text = FormatWhole(key);
        if (text.Length <= MaxObjectLength)
            return text;
        string mark = string.Create(CultureInfo.InvariantCulture, $"#{string.GetHashCode(text):x8}");
        return string.Concat(Truncate(text, MaxObjectLength - mark.Length), mark);
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

    private static string FormatWhole(object? value)
    {
        if (value is null)
            return "";
        try
        {
            string? text = value is IFormattable formattable ? formattable.ToString(format: null, CultureInfo.InvariantCulture) : value.ToString();
            return text ?? value.GetType().Name;
        }
        catch (Exception)
        {
            return $"{value.GetType().Name} (its ToString failed)";
        }
    }

    private static bool IsPlain(object value) => value switch
    {
        string text => text.Length <= MaxObjectLength,
        Guid or TimeSpan or DateTimeOffset => true,
        _ => Type.GetTypeCode(value.GetType()) != TypeCode.Object,
    };

    private static bool TryGetMessage(Exception exception, out string? message)
    {
        message = null;
        try
        {
            // The message of an AggregateException has those of its causes.
            if (!HasFewCauses(exception))
                return false;
            message = exception.Message;
            return true;
        }
        catch (Exception)
        {
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
        int left = MaxCauses;
        return IsWithin(exception, MaxDepth, ref left);
    }

    private static bool IsWithin(Exception? exception, int depth, ref int left)
    {
        if (exception is null)
            return true;
        if (depth == 0 || --left < 0)
            return false;
        if (exception is not AggregateException several)
            return IsWithin(exception.InnerException, depth - 1, ref left);
        foreach (Exception cause in several.InnerExceptions)
        {
            if (!IsWithin(cause, depth - 1, ref left))
                return false;
        }

        return true;
    }

    /// <summary>Each part is guarded. The stack trace is the real one, which no property of the exception can hide.</summary>
    private static void AppendCauses(StringBuilder text, Exception exception)
    {
        var rest = new Stack<Exception>([exception]);
        for (var i = 0; i < MaxDepth && text.Length < MaxExceptionLength && rest.TryPop(out Exception? next); i++)
        {
            text.Append(i == 0 ? "" : " ---> ").Append(next.GetType().FullName).Append(": ").AppendLine(FormatMessage(next));
            text.Append(new StackTrace(next, fNeedFileInfo: true));
            if (next is AggregateException { InnerExceptions: var causes })
            {
                for (int at = Math.Min(causes.Count, MaxDepth) - 1; at >= 0; at--)
                    rest.Push(causes[at]);
            }
            else if (next.InnerException is { } cause)
            {
                rest.Push(cause);
            }
        }

        if (rest.Count > 0)
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
