namespace GenTracker.Generators.Tests;

/// <summary>Sources for several tests.</summary>
internal static class Sources
{
    /// <summary>The class that the documentation shows.</summary>
    public const string LiveStream = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using Microsoft.Extensions.Logging;

        namespace Demo;

        /// <summary>A live stream.</summary>
        [Tracker]
        public sealed partial class LiveStream(string key, StreamSource source, [Injected] ILogger<LiveStream> log) : ITrackedChild
        {
            /// <summary>Whether segments are made too.</summary>
            [TrackedAttr] public partial bool Hds { get; set; }

            /// <summary>The bytes that came in.</summary>
            [TrackedAttr] public partial long BytesIn { get; }

            /// <summary>Who watches.</summary>
            [TrackedAttr] public partial int Viewers { get; private set; }

            /// <summary>What is shown.</summary>
            [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

            public Task StartAsync(CancellationToken cancellationToken) => source.ConnectAsync(cancellationToken);

            public async Task RunAsync(CancellationToken stoppingToken)
            {
                await foreach (byte[] packet in source.ReadAsync(stoppingToken))
                    IncrementBytesIn(packet.Length);
            }

            public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
            {
                log.LogInformation("{Key} ended: {Reason}, {Bytes} bytes", key, exit.Reason, BytesIn);
                return Task.CompletedTask;
            }
        }

        public abstract class StreamSource
        {
            public abstract Task ConnectAsync(CancellationToken cancellationToken);

            public abstract IAsyncEnumerable<byte[]> ReadAsync(CancellationToken cancellationToken);
        }
        """;
}
