using GenTracker;
using Microsoft.Extensions.Logging;

namespace LiveStreams;

/// <summary>What the streams say in the log. Starts, restarts and failures are logged by their tracker already.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Information, "{Stream} begins, from {Source}")]
    public static partial void Begins(this ILogger<LiveStream> log, string stream, string source);

    [LoggerMessage(2, LogLevel.Information, "{Stream} ended: {Reason}; {BytesIn} bytes in, {BytesOut} out, at most {PeakViewers} viewers")]
    public static partial void Ended(this ILogger<LiveStream> log, string stream, ExitReason reason, long bytesIn, long bytesOut, int peakViewers);

    [LoggerMessage(3, LogLevel.Warning, "{Stream} stalls: its source gives nothing")]
    public static partial void Stalls(this ILogger<LiveStream> log, string stream);

    [LoggerMessage(4, LogLevel.Information, "{Stream} goes on")]
    public static partial void GoesOn(this ILogger<LiveStream> log, string stream);

    [LoggerMessage(5, LogLevel.Warning, "{Stream}: skipped {Bytes} bytes that were no packets")]
    public static partial void Skipped(this ILogger<LiveStream> log, string stream, long bytes);

    [LoggerMessage(6, LogLevel.Warning, "{Stream}: its publisher has gone without an end: {Cause}")]
    public static partial void PublisherGone(this ILogger<LiveStream> log, string stream, string cause);
}
