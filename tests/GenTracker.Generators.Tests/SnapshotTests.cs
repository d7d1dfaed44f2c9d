using System.Runtime.CompilerServices;
using GenTracker.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Generators.Tests;

public class SnapshotTests
{
    [Fact]
    public void The_file_shown_in_the_documentation_is_what_is_generated() =>
        Snapshot.Match(Generation.From(Sources.LiveStream).File, "../../docs/generated/LiveStream.g.cs");

    [Fact]
    public void AdoptOnly() => Match("""
        using GenTracker;

        /// <summary>A socket.</summary>
        [Tracker(Name = "sockets", KeyComparison = System.StringComparison.OrdinalIgnoreCase)]
        internal partial class Socket
        {
            /// <summary>The remote address.</summary>
            [TrackedAttr] internal partial string? Address { get; set; }
        }
        """);

    [Fact]
    public void EveryOption() => Match("""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        namespace Acme.Video;

        public partial interface IOuter<T>
        {
            /// <summary>A job.</summary>
            [Tracker<Guid>(Name = "jobs \"2\"")]
            protected internal partial class Job : ITrackedChild
            {
                /// <summary>A job of its key only.</summary>
                public Job(Guid key) => Id = key;

                /// <summary>A job with everything.</summary>
                internal Job(
                    Guid key,
                    string options,
                    [Injected] IServiceProvider services,
                    [FromKeyedServices("slow")] IFormatProvider format,
                    int retries = -1,
                    string title = "a\tb",
                    DayOfWeek day = DayOfWeek.Friday,
                    CancellationToken cancellationToken = default,
                    [Injected] ILogger<Job>? log = null,
                    [FromKeyedServices(5)] IFormatProvider? other = null,
                    params string[] tags) => Id = key;

                /// <summary>Its id.</summary>
                public Guid Id { get; }

                /// <summary>How often it was tried.</summary>
                [TrackedAttr(Default = 1, Survives = true)] public partial nint Tries { get; }

                /// <summary>How long it was busy.</summary>
                [TrackedAttr] protected internal partial TimeSpan Busy { get; }

                /// <summary>Its steps.</summary>
                [TrackedAttr(Striped = true)] public partial ulong Steps { get; }

                /// <summary>What it is about.</summary>
                [TrackedAttr] public virtual partial (int Id, string? @class) @event { protected get; set; }

                /// <summary>How far it is.</summary>
                [TrackedAttr(Default = 0.5)] public partial double Progress { get; protected set; }

                [TrackedAttr(DefaultFrom = nameof(NoTags))] public partial string[] Tags { get; private set; }

                private static string[] NoTags() => [];

                /// <inheritdoc/>
                public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public void FoundByAttributes() => Match("""
        using System;
        using GenTracker;

        namespace Acme;

        /// <summary>A session.</summary>
        [Tracker]
        public partial class Session
        {
            /// <summary>Who it belongs to.</summary>
            [TrackedAttr(Index = true, Default = "nobody", Comparison = StringComparison.OrdinalIgnoreCase)] public partial string Owner { get; set; }

            /// <summary>Its level.</summary>
            [TrackedAttr(Index = true)] internal partial int Level { get; private set; }

            /// <summary>How long it may idle.</summary>
            [TrackedAttr(Index = true)] public partial TimeSpan Patience { get; set; }

            /// <summary>Its token.</summary>
            [TrackedAttr(Unique = true)] public partial string? Token { get; protected internal set; }

            /// <summary>Its seat.</summary>
            [TrackedAttr(Unique = true, Survives = true)] public partial Guid? Seat { get; set; }
        }
        """);

    [Fact]
    public void MeasuredAttributes() => Match("""
        using System;
        using GenTracker;

        [Tracker(Name = "HTTP stream")]
        public partial class Stream
        {
            /// <summary>The bytes received.</summary>
            [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.PerChild, Unit = "By", Survives = true)] public partial long BytesIn { get; }

            /// <summary>The time without packets.</summary>
            [TrackedAttr(Metric = AttributeMetric.Total)] public partial TimeSpan Stalled { get; }

            /// <summary>The packets.</summary>
            [TrackedAttr(Metric = AttributeMetric.Total, Striped = true)] public partial ulong Packets { get; }

            /// <summary>Whether it is on air.</summary>
            [TrackedAttr(Metric = AttributeMetric.Sum)] public partial bool Live { get; set; }

            [TrackedAttr(Metric = AttributeMetric.PerChild)] private partial float Load { get; set; }

            /// <summary>What opens it.</summary>
            [TrackedAttr(Secret = true)] public partial string? Token { get; set; }
        }
        """);

    private static void Match(string source, [CallerMemberName] string name = "") =>
        Snapshot.Match(Generation.From(source).File, $"Snapshots/{name}.verified.cs");
}
