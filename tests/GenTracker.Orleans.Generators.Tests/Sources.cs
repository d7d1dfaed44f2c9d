namespace GenTracker.Orleans.Generators.Tests;

/// <summary>Sources that several tests use.</summary>
internal static class Sources
{
    /// <summary>The class of the documents.</summary>
    public const string LiveStream = """
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using GenTracker.Orleans;
        using Microsoft.Extensions.Logging;
        using Orleans;

        namespace Demo;

        [GenerateSerializer]
        public sealed record StreamSource([property: Id(0)] string Url);

        [Tracker, Clustered]
        public sealed partial class LiveStream(string key, StreamSource source, [Injected] ILogger<LiveStream> log) : ITrackedChild
        {
            [TrackedAttr] public partial bool Hds { get; set; }

            [TrackedAttr] public partial long BytesIn { get; }

            [TrackedAttr] public partial int Viewers { get; private set; }

            [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

            [TrackedCall]
            public Task<int> JoinAsync(string viewer)
            {
                log.LogInformation("{Viewer} joins {Key} of {Url}", viewer, key, source.Url);
                return Task.FromResult(IncrementViewers());
            }

            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }
        """;

    /// <summary>A class with everything that can be declared, nested, with an own grain interface.</summary>
    public const string Everything = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using GenTracker.Orleans;
        using Orleans;

        namespace Acme.Video;

        public interface IJobCalls : IGrainWithStringKey
        {
            Task<string> DescribeAsync(string who, int times);

            ValueTask StepAsync();

            Task ResetAsync(CancellationToken cancellationToken);
        }

        [GenerateSerializer]
        public readonly record struct Place([property: Id(0)] double X, [property: Id(1)] double Y);

        public partial interface IOuter
        {
            [Tracker<Guid>(Name = "jobs \"2\""), Clustered, TrackedCalls(typeof(IJobCalls))]
            internal partial class Job : ITrackedChild
            {
                public Job(Guid key) => Id = key;

                internal Job(Guid key, string options, int? retries = -1, string? title = null, DayOfWeek day = DayOfWeek.Friday, params string[] tags) => Id = key;

                public Guid Id { get; }

                [TrackedAttr(Default = 1, Survives = true)] public partial nint Tries { get; }

                [TrackedAttr] protected internal partial TimeSpan Busy { get; }

                [TrackedAttr(Striped = true)] public partial ulong Steps { get; }

                [TrackedAttr] public partial decimal Paid { get; set; }

                [TrackedAttr] public partial double Share { get; internal set; }

                [TrackedAttr] public partial DayOfWeek Day { get; set; }

                [TrackedAttr] public partial int? Limit { get; set; }

                [TrackedAttr(Unique = true)] public partial Guid? Seat { get; set; }

                [TrackedAttr(Index = true, Comparison = StringComparison.OrdinalIgnoreCase)] public partial string? Owner { get; set; }

                [TrackedAttr(Secret = true)] public partial string? Token { get; set; }

                [TrackedAttr(DefaultFrom = nameof(NoTags))] public partial ImmutableArray<string> Tags { get; set; }

                [TrackedAttr] public partial Place Place { get; set; }

                [TrackedAttr] public partial (int Id, string? @class) @event { get; set; }

                [TrackedAttr] private partial int Hidden { get; set; }

                [TrackedCall] public void Reset() => Hidden = 0;

                [TrackedCall] public string? Describe(string who, int times = 2) => who + times;

                [TrackedCall] internal async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken = default) => await Task.Delay(time, cancellationToken);

                [TrackedCall] public ValueTask PingAsync() => default;

                [TrackedCall] public ValueTask<IReadOnlyList<Place>> PathAsync(in Place from, string key, params string[] over) => new([from]);

                [TrackedCall] public Task<int?> ManyAsync(int a, int b, int c, int d, int e, int f, int g, int h, string? i) => Task.FromResult<int?>(a);

                public string DescribeAsync(string who, int times) => Describe(who, times) ?? "";

                public void StepAsync() => IncrementSteps();

                public Task ResetAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;

                private static ImmutableArray<string> NoTags() => [];
            }
        }
        """;
}
