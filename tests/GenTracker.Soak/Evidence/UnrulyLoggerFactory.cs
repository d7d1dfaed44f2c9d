using System;
using System.Threading;
using GenTracker.Soak.Tools;
using Microsoft.Extensions.Logging;

namespace GenTracker.Soak.Evidence;

/// <summary>Loggers that throw, are slow and hang, unless they are polite, and that hear when the runtime admits a defect.</summary>
internal sealed class UnrulyLoggerFactory(Findings findings, Captivity captivity, Dice dice, bool isPolite) : ILoggerFactory, ILogger
{
    private const int GivenUp = 11;
    private const int SupervisionFailed = 13;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) =>
        isPolite || !dice.OneIn(500) ? logLevel >= LogLevel.Debug : throw new ScriptedException("IsEnabled");

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        findings.Add(Total.LogMessages);
        if (eventId.Id == SupervisionFailed)
            findings.Violation($"the runtime reports a defect of its own: {formatter(state, exception)} {exception}");
        if (isPolite)
        {
            if (eventId.Id == GivenUp)
                findings.Violation("a child was given up though it had all the time in the world: " + formatter(state, exception));
            return;
        }

        switch (dice.Below(400))
        {
            case 0:
                findings.Hit(Situation.LoggerThrows);
                throw new ScriptedException("logger");
            case 1:
                findings.Hit(Situation.LoggerIsSlow);
                Thread.Sleep(dice.Milliseconds(3));
                break;
            case 2 when dice.OneIn(4) && captivity.HasRoom:
                findings.Hit(Situation.LoggerBlocks);
                captivity.Block(CancellationToken.None);
                break;
        }
    }
}
