using System;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace GenTracker.Tests.Hostile;

/// <summary>Loggers that read all that they are given, as providers do: the text, each property, and the exception with its data.</summary>
internal sealed class ReadingLog : ILoggerFactory, ILogger
{
    /// <summary>The lines that came through: event id and text.</summary>
    public List<(int Id, string Text)> Lines { get; } = [];

    /// <summary>Called with each exception before it is printed.</summary>
    public Action<Exception> OnException { get; set; } = static _ => { };

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        foreach (KeyValuePair<string, object?> property in (IReadOnlyList<KeyValuePair<string, object?>>)state!)
            text += $" {property.Key}={property.Value}";
        if (exception is not null)
        {
            OnException(exception);
            text += $" {exception.ToString().Length}{exception.Message.Length}{exception.StackTrace?.Length}{exception.Data.Count}{exception.GetHashCode()}";
        }

        Lines.Add((eventId.Id, text));
    }
}
