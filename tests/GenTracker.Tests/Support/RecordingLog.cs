using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace GenTracker.Tests.Support;

/// <summary>A logger factory that keeps what it is told, and whose loggers do on the way what a test wants.</summary>
internal sealed class RecordingLog : ILoggerFactory
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => [.. _entries];

    /// <summary>The entries as text: event id, level, message.</summary>
    public IEnumerable<string> Lines => Entries.Select(static entry => $"{entry.Id} {entry.Level} {entry.Message}");

    /// <summary>Called before each entry is kept: it may throw or hang.</summary>
    public Action<Entry> OnLog { get; set; } = static _ => { };

    /// <summary>Called to ask whether a level is logged: it may throw.</summary>
    public Func<LogLevel, bool> OnIsEnabled { get; set; } = static _ => true;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    internal sealed record Entry(string Category, int Id, LogLevel Level, string Message, Exception? Exception);

    private sealed class Logger(RecordingLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.OnIsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var entry = new Entry(category, eventId.Id, logLevel, formatter(state, exception), exception);
            log.OnLog(entry);
            log._entries.Enqueue(entry);
        }
    }
}
