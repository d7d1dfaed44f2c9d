using System;
using System.Linq;
using GenTracker.Orleans.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>What is generated compiles without a warning, beside what Orleans' own generator writes.</summary>
public class CompileTests
{
    private const string Usings = "using System.Collections.Immutable;\nusing System.Numerics;\n" + Verify.Usings;

    private const string Run = Verify.Run;

    [Theory]
    [InlineData("sbyte")]
    [InlineData("byte")]
    [InlineData("short")]
    [InlineData("ushort")]
    [InlineData("int")]
    [InlineData("uint")]
    [InlineData("long")]
    [InlineData("ulong")]
    [InlineData("nint")]
    [InlineData("nuint")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("Half")]
    [InlineData("Int128")]
    [InlineData("BigInteger")]
    [InlineData("TimeSpan")]
    public void Numbers(string type) => Compiles($$"""
        [Tracker, Clustered]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial {{type}} Counted { get; }
            [TrackedAttr] public partial {{type}} Set { get; set; }
            [TrackedAttr] public partial {{type}} Own { get; private set; }
            [TrackedAttr] internal partial {{type}}? Maybe { get; set; }
            {{Run}}
        }

        public static class Program
        {
            public static async Task Use(RoomCluster rooms, {{type}} value)
            {
                {{type}} counted = await rooms.IncrementCountedAsync("a", value);
                await rooms.SetSetAsync("a", value);
                await rooms.SetMaybeAsync("a", null);
                RoomRef room = await rooms.FindOrOpenAsync("a");
                counted = await room.IncrementSetAsync(value);
                await foreach (var (key, attrs) in rooms.ListAsync(default, RoomCluster.By.Counted(value, Comparison.AtLeast), RoomCluster.By.Own(value)))
                    counted = attrs.Own;
            }
        }
        """);

    [Theory]
    [InlineData("bool")]
    [InlineData("char")]
    [InlineData("string")]
    [InlineData("string?")]
    [InlineData("Guid")]
    [InlineData("Guid?")]
    [InlineData("DateTimeOffset")]
    [InlineData("DayOfWeek")]
    [InlineData("Uri?")]
    [InlineData("ImmutableArray<string>")]
    [InlineData("ImmutableDictionary<string, int>?")]
    [InlineData("IReadOnlyList<string?>?")]
    [InlineData("byte[]?")]
    [InlineData("(int Id, string? Name)")]
    [InlineData("Wide")]
    [InlineData("Named?")]
    [InlineData("object?")]
    public void Values(string type) => Compiles($$"""
        [GenerateSerializer] public readonly record struct Wide([property: Id(0)] long A, [property: Id(1)] long B, [property: Id(2)] string? C);

        [GenerateSerializer] public sealed record Named([property: Id(0)] string Name);

        [Tracker, Clustered]
        public sealed partial class Room({{type}} given) : ITrackedChild
        {
            [TrackedAttr] public partial {{type}} Value { get; set; } 

            public Task StartAsync(CancellationToken cancellationToken)
            {
                Value = given;
                return Task.CompletedTask;
            }

            [TrackedCall] public {{type}} Echo({{type}} value) => value;

            {{Run}}
        }

        public static class Program
        {
            public static async Task<{{type}}> Use(RoomCluster rooms, {{type}} value)
            {
                RoomRef room = await rooms.OpenAsync("a", value);
                await rooms.ReopenAsync("a", value, new ChildOptions { Restart = RestartPolicy.Permanent });
                await room.SetValueAsync(value);
                return await rooms.EchoAsync("a", value);
            }
        }
        """);

    [Theory]
    [InlineData("<int>", "int")]
    [InlineData("<long>", "long")]
    [InlineData("<Guid>", "Guid")]
    [InlineData("<TimeSpan>", "TimeSpan")]
    [InlineData("<DateOnly>", "DateOnly")]
    [InlineData("<decimal>", "decimal")]
    [InlineData("<Code>", "Code")]
    public void Keys(string tracker, string type) => Compiles($$"""
        public readonly record struct Code(int Value) : IParsable<Code>, IFormattable
        {
            public static Code Parse(string text, IFormatProvider? provider) => new(int.Parse(text, provider));
            static bool IParsable<Code>.TryParse(string? text, IFormatProvider? provider, out Code code)
            {
                bool parsed = int.TryParse(text, provider, out int value);
                code = new(value);
                return parsed;
            }

            public string ToString(string? format, IFormatProvider? provider) => Value.ToString(format, provider);
        }

        [Tracker{{tracker}}, Clustered]
        public sealed partial class Room({{type}} key) : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }
            [TrackedCall] public {{type}} Own() => key;
            {{Run}}
        }

        public static class Program
        {
            public static async Task<{{type}}> Use(RoomCluster rooms, {{type}} key) => (await rooms.FindAsync(key))?.Key ?? await rooms.OwnAsync(key);
        }
        """);

    [Fact]
    public void Names_of_the_user_that_generated_code_uses_too() => Compiles($$"""
        namespace Acme.Orleans
        {
            public class Task;

            public class ValueTask;

            public class String;

            [Tracker, Clustered]
            public sealed partial class @record : global::GenTracker.ITrackedChild
            {
                private readonly string _rest;

                public @record(string @class, int options, string cancellationToken, string found) => _rest = @class + options + cancellationToken + found;

                [TrackedAttr] public partial int @event { get; }

                [TrackedAttr] public partial int System { get; set; }

                [TrackedCall] public string @lock(string key, int @in, global::System.Threading.CancellationToken cancellationToken) => key + @in + _rest;

                public global::System.Threading.Tasks.Task RunAsync(global::System.Threading.CancellationToken stoppingToken) =>
                    global::System.Threading.Tasks.Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public void A_class_that_names_generated_types_of_others() => Compiles($$"""
        namespace One
        {
            using Two;

            [Tracker, Clustered]
            public sealed partial class Room([Injected] UserTracker users) : ITrackedChild
            {
                [TrackedAttr] public partial int Guests { get; }
                [TrackedCall] public int CountUsers() => users.Count;
                [TrackedCall] public UserAttrs? Look(string user) => users.Find(user)?.ReadAttrs();
                {{Run}}
            }
        }

        namespace Two
        {
            [Tracker]
            public sealed partial class User : ITrackedChild
            {
                [TrackedAttr] public partial int Age { get; set; }
                {{Run}}
            }
        }
        """);

    [Fact]
    public void A_class_that_uses_the_cluster_of_another() => Compiles($$"""
        [Tracker, Clustered]
        public sealed partial class Room([Injected] UserCluster users) : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }
            [TrackedCall] public async Task<int> AgeAsync(string user) => (await users.ReadAttrsAsync(user))?.Age ?? 0;
            {{Run}}
        }

        [Tracker, Clustered]
        public sealed partial class User : ITrackedChild
        {
            [TrackedAttr] public partial int Age { get; set; }
            {{Run}}
        }
        """);

    [Fact]
    public void Two_classes_of_one_name() => Assert.Equal(2, Compiles($$"""
        namespace A
        {
            [Tracker(Name = "a"), Clustered] public sealed partial class Room : ITrackedChild { {{Run}} }
        }

        namespace A.B
        {
            [Tracker(Name = "b"), Clustered] internal sealed partial class Room : ITrackedChild { {{Run}} }
        }
        """).Files.Count);

    [Fact]
    public void A_class_without_attributes_and_calls() => Compiles($$"""
        [Tracker, Clustered] public partial class Room : ITrackedChild { {{Run}} }

        public static class Program
        {
            public static void Register(ISiloBuilder silo, IServiceCollection client)
            {
                silo.AddRoomCluster(static options => options.Restart = RestartPolicy.Transient);
                client.AddRoomClusterClient();
            }
        }
        """);

    [Fact]
    public void Declarations_that_warn_their_users() => Compiles($$"""
        [Tracker, Clustered]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr, Obsolete("Use Guests.")] public partial int Visitors { get; set; }
            [TrackedAttr, Obsolete("Gone.", error: true)] public partial int Seats { get; set; }
            [TrackedCall, Obsolete("Gone.", error: true)] public void Leave() { }
            {{Run}}
        }
        """);

    [Fact]
    public void The_whole_assembly_may_be_CLS_compliant() => IsSilent($$"""
        [assembly: CLSCompliant(true)]

        [Tracker, Clustered]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }
            {{Run}}
        }
        """);

    [Fact]
    public void The_example_of_the_page_about_other_generators()
    {
        MarkdownDocument page = MarkdownDocument.All.Single(static page => page.Path == "docs/other-generators.md");
        string example = page.Blocks.Single(static block => block.Text.Contains("TrackedCalls", StringComparison.Ordinal)).Text;

        Generation.From("global using System.Threading;\nglobal using System.Threading.Tasks;", example);
    }

    [Fact]
    public void A_class_that_is_not_clustered_gets_nothing() => Assert.Empty(Compiles($$"""
        [Tracker] public sealed partial class Room : ITrackedChild { {{Run}} }
        """).Files);

    private static Generation Compiles(string source) => Generation.From(Usings + source);

    /// <summary>The generated files as users get them, with their warnings disabled.</summary>
    private static void IsSilent(string source)
    {
        Generation.CreateDriver().RunGeneratorsAndUpdateCompilation(TestCompilation.Create(Usings + source), out Compilation output, out _);

        Assert.DoesNotContain(output.GetDiagnostics(), static found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591");
    }
}
