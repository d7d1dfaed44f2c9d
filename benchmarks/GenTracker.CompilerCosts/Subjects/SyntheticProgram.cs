using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.CompilerCosts.Subjects;

/// <summary>A program of any size: tracked classes, code that uses them, and files without either.</summary>
public static class SyntheticProgram
{
    /// <summary>The parse options of all files.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    /// <summary>A file with a tracked class of eight attributes, of the common kinds.</summary>
    public static SyntaxTree Tracker(int index) => Parse($"Trackers/Stream{index}.cs", $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;

        namespace App.Streams;

        /// <summary>A stream.</summary>
        [Tracker]
        public sealed partial class Stream{{index}}(string key, Source{{index}} source, int bitrate = 64) : ITrackedChild
        {
            [TrackedAttr] public partial long BytesIn { get; }
            [TrackedAttr] public partial bool Hds { get; set; }
            [TrackedAttr] public partial int Viewers { get; private set; }
            [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }
            [TrackedAttr] public partial double Load { get; set; }
            [TrackedAttr] public partial DateTimeOffset Since { get; set; }
            [TrackedAttr(Survives = true)] public partial string? Owner { get; set; }
            [TrackedAttr] public partial State{{index}} State { get; set; }

            public string Caption => $"{key} at {bitrate}";

            public Task StartAsync(CancellationToken cancellationToken)
            {
                Title = key;
                return source.ConnectAsync(cancellationToken);
            }

            public async Task RunAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    int length = await source.ReadAsync(stoppingToken);
                    if (length == 0) break;
                    IncrementBytesIn(length);
                    Load = length / 1024.0;
                    if (Viewers > 1000) State = State{{index}}.Full;
                }
            }

            public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
            {
                Console.WriteLine($"{Caption}: {exit.Reason}, {BytesIn} bytes");
                return Task.CompletedTask;
            }
        }

        public enum State{{index}} { Idle, Live, Full }

        public sealed class Source{{index}}
        {
            public Task ConnectAsync(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);

            public async Task<int> ReadAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                return cancellationToken.IsCancellationRequested ? 0 : {{index}};
            }
        }
        """);

    /// <summary>A file that uses a tracked class in the common ways, without a mistake.</summary>
    public static SyntaxTree Use(int index) => Parse($"Uses/Server{index}.cs", $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using App.Streams;

        namespace App.Serving;

        public sealed class Server{{index}}(Stream{{index}}Tracker streams)
        {
            private readonly Dictionary<string, DateTimeOffset> _seen = new();

            public async Task<string> PublishAsync(string name, CancellationToken cancellationToken)
            {
                Stream{{index}} stream = await streams.FindOrOpenAsync(name, new Source{{index}}(), cancellationToken: cancellationToken);
                stream.IncrementBytesIn(188);
                stream.Title = name.ToUpperInvariant();
                if (stream.State == State{{index}}.Idle) stream.State = State{{index}}.Live;
                _seen[name] = stream.Since;
                return $"{stream.Title}: {stream.Viewers}";
            }

            public bool Watch(ReadOnlySpan<char> path)
            {
                int slash = path.LastIndexOf('/');
                if (streams.Find(path[(slash + 1)..]) is not { } stream) return false;
                Stream{{index}}Attrs attrs = stream.ReadAttrs();
                return attrs.Viewers < 100 && attrs.Load < 0.9;
            }

            public IEnumerable<string> Report()
            {
                long total = 0;
                foreach (Stream{{index}} stream in streams)
                {
                    total += stream.BytesIn;
                    yield return $"{stream.Key} {stream.BytesIn} {stream.Owner ?? "nobody"}";
                }

                yield return $"{streams.Count} streams, {total} bytes";
            }

            public async Task<int> StopAllAsync(IReadOnlyList<string> names)
            {
                int stopped = 0;
                foreach (string name in names.Where(static name => name.Length > 0).OrderBy(static name => name))
                {
                    if (await streams.StopAsync(name)) stopped++;
                }

                return stopped;
            }

            public bool Count(string name, long bytes)
            {
                try
                {
                    return streams.TryIncrementBytesIn(name, bytes, out long value) && value > 0;
                }
                catch (ChildTerminatedException exception)
                {
                    Console.WriteLine(exception.Message);
                    return false;
                }
            }
        }
        """);

    /// <summary>A file without tracked classes.</summary>
    /// <param name="index">The number that makes its names unique.</param>
    /// <param name="more">Further members of the class.</param>
    public static SyntaxTree Other(int index, string more = "") => Parse($"Others/Order{index}.cs", $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        namespace App.Orders;

        /// <summary>An order.</summary>
        public sealed class Order{{index}} : IComparable<Order{{index}}>
        {
            private readonly List<Line{{index}}> _lines = [];

            public string Number { get; init; } = "";

            [Obsolete("Use Number.")]
            public int Id { get; set; }

            public decimal Total => _lines.Sum(static line => line.Price * line.Amount);{{more}}

            public int CompareTo(Order{{index}}? other) => string.CompareOrdinal(Number, other?.Number);

            public void Add(string name, decimal price, int amount)
            {
                Line{{index}}? line = _lines.Find(line => line.Name == name);
                if (line is null)
                {
                    line = new Line{{index}}(name, price);
                    _lines.Add(line);
                }

                line.Amount += amount;
                if (line.Amount < 0) throw new ArgumentOutOfRangeException(nameof(amount), amount, "More is returned than was ordered.");
            }

            public async Task<bool> SendAsync(Func<Order{{index}}, CancellationToken, Task<bool>> send, CancellationToken cancellationToken)
            {
                for (int attempt = 0; attempt < 3; attempt++)
                {
                    if (await send(this, cancellationToken)) return true;
                    await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
                }

                return false;
            }

            public Dictionary<string, int> Count()
            {
                Dictionary<string, int> counts = new(StringComparer.Ordinal);
                foreach (Line{{index}} line in _lines)
                {
                    counts.TryGetValue(line.Name, out int count);
                    counts[line.Name] = count + line.Amount;
                }

                return counts;
            }
        }

        public sealed class Line{{index}}(string name, decimal price)
        {
            public string Name { get; } = name;

            public decimal Price { get; } = price;

            public int Amount { get; set; }

            public override string ToString() => $"{Amount} x {Name} at {Price}";
        }
        """);

    /// <summary>A file with a class of eight methods for the SDK's LoggerMessage generator.</summary>
    public static SyntaxTree Logger(int index) => Parse($"Logging/Log{index}.cs", $$"""
        using System;
        using Microsoft.Extensions.Logging;

        namespace App.Logging;

        /// <summary>Messages.</summary>
        public static partial class Log{{index}}
        {
            [LoggerMessage(1, LogLevel.Information, "Read {Bytes} bytes.")] public static partial void BytesIn(ILogger logger, long bytes);
            [LoggerMessage(2, LogLevel.Information, "Segments are {On}.")] public static partial void Hds(ILogger logger, bool on);
            [LoggerMessage(3, LogLevel.Information, "{Viewers} watch {Name}.")] public static partial void Viewers(ILogger logger, int viewers, string name);
            [LoggerMessage(4, LogLevel.Warning, "The title is {Title}.")] public static partial void Title(ILogger logger, string title);
            [LoggerMessage(5, LogLevel.Warning, "The load is {Load}.")] public static partial void Load(ILogger logger, double load);
            [LoggerMessage(6, LogLevel.Debug, "Since {Since}.")] public static partial void Since(ILogger logger, DateTimeOffset since);
            [LoggerMessage(7, LogLevel.Debug, "Of {Owner}.")] public static partial void Owner(ILogger logger, string? owner);
            [LoggerMessage(8, LogLevel.Error, "It is {State}.")] public static partial void State(ILogger log, Exception exception, DayOfWeek state);
        }
        """);

    /// <summary>Creates the program. Nothing of it is bound yet.</summary>
    public static CSharpCompilation Create(IEnumerable<MetadataReference> references, IEnumerable<SyntaxTree> files) => CSharpCompilation.Create(
        "Synthetic", files, references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Creates the program with the generated files. Only what the generator has asked for is bound.</summary>
    public static Compilation Generate(IEnumerable<MetadataReference> references, IEnumerable<SyntaxTree> files)
    {
        CSharpGeneratorDriver.Create([new TrackerGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Create(references, files), out Compilation program, out _);
        return program;
    }

    /// <summary>Creates files with the indexes from 0.</summary>
    public static IEnumerable<SyntaxTree> Many(int count, Func<int, SyntaxTree> file) => Enumerable.Range(0, count).Select(file);

    /// <summary>Parses a file.</summary>
    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);
}
