using System;
using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>An exception between nodes: its texts, since the exception itself may have no serializer.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace, if it has one.</param>
[GenerateSerializer, Immutable, Alias("gentracker.error")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RemoteError([property: Id(0)] string Type, [property: Id(1)] string Message, [property: Id(2)] string? Stack)
{
    // A message may be of any length, and every caller gets it.
    private const int MaxLength = 32_768;

    /// <summary>Reads the texts of an exception. One that throws when it is read costs its own text alone.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>Its texts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static RemoteError From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        string type = exception.GetType().FullName ?? exception.GetType().Name;
        return new RemoteError(type, Read(exception, static e => e.Message) ?? type, Read(exception, static e => e.StackTrace));
    }

    private static string? Read(Exception exception, Func<Exception, string?> read)
    {
        try
        {
            string? text = read(exception);
            return text?.Length > MaxLength ? text[..MaxLength] : text;
        }
        catch (Exception)
        {
            // The text is code of the user's, and may throw anything.
            return null;
        }
    }
}
