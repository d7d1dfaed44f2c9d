using System;
using System.Threading;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;
using Microsoft.Extensions.Logging;

namespace GenTracker.Soak.Chaos;

/// <summary>Loggers that throw, are slow and hang if they may, and that report defects which the runtime admits.</summary>
internal sealed class FaultyLoggerFactory(TestEnvironment environment, RandomSource random) : ILoggerFactory, ILogger
{
    private const int AbandonedEvent = 11;
    private const int SupervisionFailedEvent = 13;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) =>
        !environment.IsFaulty || !random.OneIn(500) ? logLevel >= LogLevel.Debug : throw new FaultException("IsEnabled");

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        SoakReport report = environment.Report;
        report.Totals.Add(Total.LogMessages);
        if (eventId.Id == SupervisionFailedEvent)
            report.Violation($"the runtime reports a defect of its own: {formatter(state, exception)} {exception}");
        if (eventId.Id == AbandonedEvent && !environment.IsFaulty)
            report.Violation("a child was abandoned though it had time: " + formatter(state, exception));

        switch (environment.IsFaulty ? random.Below(1600) : -1)
        {
            case >= 0 and < 4:
                report.Faults.Add(FaultKind.LoggerThrows);
                throw new FaultException("logger");
            case >= 4 and < 8:
                report.Faults.Add(FaultKind.LoggerIsSlow);
                Thread.Sleep(random.Milliseconds(3));
                break;
            case 8 when environment.Blocked.HasRoom:
                report.Faults.Add(FaultKind.LoggerBlocks);
                environment.Blocked.Block(CancellationToken.None);
                break;
        }
    }
}
