using System;
using System.Composition;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using GenTracker.Orleans.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>What the fixes of GT3001, GT3003, GT3004, GT3006, GT3008 and GT3009 write, and when they are not offered.</summary>
public class CodeFixTests
{
    private const string Run = Verify.Run;

    private const string Room = $$"""

        [Tracker, Clustered]
        public sealed partial class Room(string title = "") : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }
            public string T => title;
            {{Run}}
        }

        """;

    [Fact]
    public void Editors_find_every_fix()
    {
        Assert.Equal(10, VerifyFix.Fixes.Length);
        Assert.All(VerifyFix.Fixes.Select(static fix => fix.GetType()), static type =>
        {
            Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages ?? []);
            Assert.NotNull(type.GetCustomAttribute<SharedAttribute>());
            Assert.True(type.IsPublic);
        });
    }

    [Theory]
    [InlineData($"[{{+Tracker, +}}Clustered]\npublic sealed {{+partial +}}class {{|GT3001:Room|}} : ITrackedChild\n{{\n    {Run}\n}}\n")]
    [InlineData($"// A room.\n[Obsolete, {{+Tracker, +}}Clustered]\npublic sealed {{+partial +}}class {{|GT3001:Room|}} : ITrackedChild\n{{\n    {Run}\n}}\n")]
    [InlineData(
        $"public {{+partial +}}class House\n{{\n    [{{+Tracker, +}}Clustered]\n"
            + $"    public sealed {{+partial +}}class {{|GT3001:Room|}} : ITrackedChild\n    {{\n        {Run}\n    }}\n}}\n")]
    public Task Marks_a_class_as_tracked(string change) => VerifyFix.FixedAsync(change);

    [Theory]
    [InlineData("[Clustered] public sealed class {|GT3001:Room|};")]
    [InlineData($"[Clustered] public abstract class {{|GT3001:Room|}} : ITrackedChild {{ {Run} }}")]
    [InlineData($"[Tracker] public partial class Hall : ITrackedChild {{ {Run} }} [Clustered] public sealed class {{|GT3001:Room|}} : Hall;")]
    [InlineData($"[Tracker, Clustered] public abstract partial class {{|GT3001:Room|}} : ITrackedChild {{ {Run} }}")]
    [InlineData("[Tracker, Clustered] public sealed partial class {|GT3001:Room|};")]
    [InlineData($"[Tracker, Clustered] public sealed partial class {{|GT3001:Room|}} : ITrackedChild {{ {Run} }} public record RoomCluster;")]
    [InlineData($"[Tracker<DateTime>, Clustered] public sealed partial class {{|GT3002:Room|}} : ITrackedChild {{ {Run} }}")]
    public Task Leaves_to_the_user_what_a_class_is(string marked) => VerifyFix.NotFixedAsync(marked);

    [Theory]
    [InlineData(
        $"[Tracker{{-(KeyComparison = StringComparison.OrdinalIgnoreCase)-}}, Clustered]\n"
            + $"public sealed partial class {{|GT3001:Room|}} : ITrackedChild\n{{\n    {Run}\n}}\n")]
    [InlineData(
        $"[Tracker(Name = \"rooms\"{{-, KeyComparison = StringComparison.OrdinalIgnoreCase-}}), Clustered]\n"
            + $"public sealed partial class {{|GT3001:Room|}} : ITrackedChild\n{{\n    {Run}\n}}\n")]
    [InlineData(
        $"[Tracker({{-KeyComparison = StringComparison.OrdinalIgnoreCase, -}}Name = \"rooms\"), Clustered]\n"
            + $"public sealed partial class {{|GT3001:Room|}} : ITrackedChild\n{{\n    {Run}\n}}\n")]
    public Task Tells_keys_apart_by_case(string change) => VerifyFix.FixedAsync(change);

    [Theory]
    [InlineData(
        $"public partial class House\n{{\n    // A room.\n    [Tracker, Clustered]\n"
            + $"    {{-private-}}{{+internal+}} sealed partial class {{|GT3001:Room|}} : ITrackedChild\n    {{\n        {Run}\n    }}\n}}\n")]
    [InlineData(
        $"public partial class House\n{{\n    [Tracker, Clustered]\n"
            + $"    {{+internal +}}sealed partial class {{|GT3001:Room|}} : ITrackedChild\n    {{\n        {Run}\n    }}\n}}\n")]
    [InlineData(
        $"public partial class House\n{{\n    [Tracker, Clustered]\n"
            + $"    protected {{+internal +}}sealed partial class {{|GT3001:Room|}} : ITrackedChild\n    {{\n        {Run}\n    }}\n}}\n")]
    [InlineData(
        $"public partial class House\n{{\n    {{-private protected-}}{{+internal+}} partial class Floor\n    {{\n"
            + $"        [Tracker, Clustered]\n        public sealed partial class {{|GT3001:Room|}} : ITrackedChild\n        {{\n"
            + $"            {Run}\n        }}\n    }}\n}}\n")]
    public Task Makes_a_class_internal(string change) => VerifyFix.FixedAsync(change);

    [Theory]
    [InlineData("[TrackedCall]\n    {-private-}{+internal+} int {|GT3003:Join|}() => 1;")]
    [InlineData("[TrackedCall] {+internal +}int {|GT3003:Join|}() => 1;")]
    [InlineData(
        "/// <summary>Joins.</summary>\n    [TrackedCall] {-private-}{+internal+} int {|GT3003:Join|}() => 1;\n\n"
            + "    [TrackedCall] {-private-}{+internal+} int {|GT3003:Leave|}() => 1;")]
    [InlineData("[TrackedCall]\n    public async {-void-}{+Task+} {|GT3003:JoinAsync|}() => await Task.Yield();")]
    public Task Lets_a_method_be_called(string change) => VerifyFix.FixedAsync(InRoom(change));

    [Theory]
    [InlineData("[TrackedCall] public static int {|GT3003:Join|}() => 1;")]
    [InlineData("[TrackedCall] private static int {|GT3003:Join|}() => 1;")]
    [InlineData("[TrackedCall] public T {|GT3003:Join|}<T>(T value) => value;")]
    [InlineData("[TrackedCall] public void {|GT3003:Join|}(Action joined) => joined();")]
    [InlineData("[TrackedCall] public async void {|GT3003:JoinAsync|}() => await Task.Yield(); public void Use() => JoinAsync();")]
    [InlineData("[TrackedCall] public void Join() { } [TrackedCall] public void {|GT3003:Join|}(int a) { }")]
    public Task Leaves_to_the_user_what_a_method_is(string marked) => VerifyFix.NotFixedAsync(InRoom(marked));

    [Fact]
    public Task Marks_a_class_as_clustered_for_its_calls() => VerifyFix.FixedAsync($$"""
        public interface IRoom : IGrainWithStringKey { Task JoinAsync(); }

        [Tracker{+, Clustered+}, {|GT3004:TrackedCalls(typeof(IRoom))|}]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedCall] public int {|GT3003:Sit|}() => 1;
            [TrackedCall] public int {|GT3003:Leave|}() => 1;
            public Task JoinAsync() => Task.CompletedTask;
            {{Run}}
        }

        """);

    [Fact]
    public Task Does_not_mark_a_class_that_cannot_be_clustered() => VerifyFix.NotFixedAsync(
        $$"""[Tracker] public abstract partial class Room : ITrackedChild { [TrackedCall] public int {|GT3003:Count|}() => 1; {{Run}} }""");

    [Theory]
    [InlineData("public interface ICalls{+ : IGrainWithStringKey+}\n{\n    Task A();\n}\n")]
    [InlineData("public interface IOther;\n\npublic interface ICalls : IOther{+, IGrainWithStringKey+}\n{\n    Task A();\n}\n")]
    public Task Lets_an_interface_fit(string contract) => VerifyFix.FixedAsync($$"""
        {{contract}}
        [Tracker, Clustered, {|GT3004:TrackedCalls(typeof(ICalls))|}]
        public sealed partial class Room : ITrackedChild
        {
            public Task A() => Task.CompletedTask;
            {{Run}}
        }

        """);

    [Fact]
    public Task Makes_an_interface_internal() => VerifyFix.FixedAsync($$"""
        public partial class House
        {
            {-private-}{+internal+} interface ICalls : IGrainWithStringKey { Task A(); }

            [Tracker, Clustered, {|GT3004:TrackedCalls(typeof(ICalls))|}]
            public sealed partial class Room : ITrackedChild
            {
                public Task A() => Task.CompletedTask;
                {{Run}}
            }
        }

        """);

    [Fact]
    public Task Makes_the_method_of_an_interface_internal() => VerifyFix.FixedAsync($$"""
        public interface ICalls : IGrainWithStringKey { Task A(); Task<int> B(int value); }

        [Tracker, Clustered, {|GT3004, GT3004:TrackedCalls(typeof(ICalls))|}]
        public sealed partial class Room : ITrackedChild
        {
            {-private-}{+internal+} Task A() => Task.CompletedTask;
            {+internal +}int B(int value) => value;
            {{Run}}
        }

        """);

    [Fact]
    public Task Writes_the_methods_of_an_interface() => VerifyFix.FixedAsync($$"""
        public interface IBase { Task LeaveAsync(string @event, CancellationToken cancellationToken = default); }

        public interface ICalls : IGrainWithStringKey, IBase { Task<int> CountAsync(List<string?> floors); Task A(); }

        [Tracker, Clustered, {|GT3004, GT3004:TrackedCalls(typeof(ICalls))|}]
        public sealed partial class Room : ITrackedChild
        {
            public Task A() => Task.CompletedTask;
            {{Run}}{+

            public Task<int> CountAsync(List<string?> floors) => throw new NotImplementedException();

            public Task LeaveAsync(string @event, CancellationToken cancellationToken = default) => throw new NotImplementedException();+}
        }

        """);

    [Theory]
    [InlineData("public class Calls;")]
    [InlineData("public interface Calls : IGrainWithGuidKey { Task A(); }")]
    [InlineData("public interface Calls { int A(); }")]
    [InlineData("public interface Calls : IGrainWithStringKey { Task<int> A(); }")]
    public Task Leaves_to_the_user_what_an_interface_is(string contract) => VerifyFix.NotFixedAsync($$"""
        {{contract}}

        [Tracker, Clustered, {|GT3004:TrackedCalls(typeof(Calls))|}]
        public sealed partial class Room : ITrackedChild
        {
            public Task A() => Task.CompletedTask;
            {{Run}}
        }
        """);

    [Theory]
    [InlineData("{+[GenerateSerializer]\n+}public sealed record Source({+[property: Id(0)] +}string Url, {+[property: Id(1)] +}int? Port = null);")]
    [InlineData(
        "{+[GenerateSerializer]\n+}public sealed class Source\n{\n    {+[Id(0)] +}public string Url { get; init; } = \"\";\n\n"
            + "    /// <summary>A port.</summary>\n    {+[Id(1)] +}internal int _port;\n\n    public int Twice => _port * 2;\n\n"
            + "    public const int Three = 3;\n}")]
    [InlineData(
        "// A source.\n{+[GenerateSerializer]\n+}[Obsolete(\"\")]\n"
            + "public readonly record struct Source({+[property: Id(0)] +}Guid A, {+[property: Id(1)] +}Guid B);")]
    [InlineData("{+[GenerateSerializer]\n+}public sealed class Source(string url)\n{\n    {+[Id(0)] +}public string Url { get; } = url;\n}")]
    [InlineData(
        "{+[GenerateSerializer]\n+}public sealed class Source\n{\n    [Id(4)] public string? Url { get; set; }\n\n"
            + "    {+[Id(5)] +}public int Port { get; set; }\n}")]
    [InlineData(
        "{+[GenerateSerializer]\n+}public sealed record Source({+[property: Id(0)] +}Port Port);\n\n{+[GenerateSerializer]\n"
            + "+}public readonly record struct Port({+[property: Id(0)] +}int Number);")]
    [InlineData(
        "{+[GenerateSerializer]\n+}public abstract class Base\n{\n    {+[Id(0)] +}public int Number { get; set; }\n}\n\n"
            + "{+[GenerateSerializer]\n+}public sealed class Source : Base\n{\n    {+[Id(0)] +}public string? Url { get; set; }\n}")]
    [InlineData(
        "{+[GenerateSerializer]\n+}public sealed class Source\n{\n    [NonSerialized] private int _seen;\n\n"
            + "    {+[Id(0)] +}public int Count;\n\n    public int Seen() => ++_seen;\n}")]
    public Task Gives_a_type_a_serializer(string change) => VerifyFix.FixedAsync(WithSource(change));

    [Theory]
    [InlineData("public sealed class Source { public Action? Done { get; set; } }")]
    [InlineData("public sealed class Source { public event EventHandler? Done; public void Raise() => Done?.Invoke(this, EventArgs.Empty); }")]
    [InlineData("public sealed class Source(string url) { public string Url => url; }")]
    [InlineData("public sealed class Source : List<int>;")]
    [InlineData("public sealed class Source { private int a, b; public int Sum() => ++a + ++b; }")]
    [InlineData("public sealed class Source { public RoomAttrs Attrs { get; set; } }")]
    public Task Leaves_to_the_user_what_cannot_cross(string source) => VerifyFix.NotFixedAsync(WithSource(source));

    [Fact]
    public Task Gives_all_types_serializers() => VerifyFix.FixedAsync($$"""
        {+[GenerateSerializer]
        +}public sealed record A({+[property: Id(0)] +}int Id);

        {+[GenerateSerializer]
        +}public sealed record B({+[property: Id(0)] +}int Id);

        {+[GenerateSerializer]
        +}public sealed record C({+[property: Id(0)] +}A A);

        [Tracker, Clustered]
        public sealed partial class Room(Dictionary<A, List<B>> {|GT3006:given|}) : ITrackedChild
        {
            [TrackedAttr] public partial C? {|GT3006:Last|} { get; set; }

            public object Given => given;

            [TrackedCall] public B? {|GT3006:Give|}(A[] {|GT3006:many|}) => null;

            {{Run}}
        }

        """);

    [Fact]
    public Task Names_the_attributes_of_Orleans_in_full_if_the_file_does_not_use_it() => VerifyFix.FixedAsync($$"""
        namespace Acme
        {
            public sealed class Id;

            {+[GenerateSerializer]
            +}public sealed record Source({+[property: Orleans.Id(0)] +}string Url);

            [Tracker, Clustered]
            public sealed partial class Room(Source {|GT3006:source|}) : ITrackedChild
            {
                public Source Source => source;
                {{Run}}
            }
        }

        """);

    [Theory]
    [InlineData("public async Task UseAsync(RoomCluster cluster) => await {|GT3008:cluster{-.Local!-}.FindOrOpenAsync(\"a\")|};")]
    [InlineData("public async Task UseAsync(RoomCluster cluster) => await {|GT3008:{-(cluster.Local!)-}{+cluster+}.OpenAsync(\"a\", \"title\")|};")]
    [InlineData(
        "public async Task UseAsync({-RoomTracker-}{+RoomCluster+} rooms)\n    {\n"
            + "        await {|GT3008:rooms.FindOrOpenAsync(\"a\")|};\n        await {|GT3008:rooms.ReopenAsync(\"b\")|};\n"
            + "        await rooms.StopAsync(\"a\");\n    }")]
    [InlineData(
        "private readonly {-RoomTracker-}{+RoomCluster+} _rooms;\n\n"
            + "    public Lobby({-RoomTracker-}{+RoomCluster+} rooms) => _rooms = rooms;\n\n"
            + "    public async Task UseAsync() => await {|GT3008:_rooms.FindOrOpenAsync(\"a\")|};")]
    [InlineData(
        "public Func<{-RoomTracker-}{+RoomCluster+}, Task> Use => async ({-RoomTracker-}{+RoomCluster+} rooms) => await "
            + "{|GT3008:rooms.FindOrOpenAsync(\"a\")|};", false)]
    [InlineData("public Delegate Use => async ({-RoomTracker-}{+RoomCluster+} rooms) => { await {|GT3008:rooms.FindOrOpenAsync(\"a\")|}; };")]
    public Task Opens_through_the_cluster(string change, bool isFixed = true) => isFixed
        ? VerifyFix.FixedAsync(InLobby(change))
        : VerifyFix.NotFixedAsync(GenTracker.Analyzers.Tests.Harness.FixMarkup.Before(InLobby(change)));

    [Fact]
    public Task Takes_the_cluster_in_a_primary_constructor() => VerifyFix.FixedAsync($$"""
        {{Room}}
        public sealed class Lobby({-RoomTracker-}{+RoomCluster+} rooms)
        {
            private readonly {-RoomTracker-}{+RoomCluster+} _rooms = rooms;

            public async Task EnterAsync(string room) => await {|GT3008:_rooms.FindOrOpenAsync(room)|};
        }

        """);

    [Theory]
    [InlineData("public async Task<int> UseAsync(RoomTracker rooms) => (await {|GT3008:rooms.FindOrOpenAsync(\"a\")|}).IncrementGuests();")]
    [InlineData("public async Task UseAsync(RoomTracker rooms) => await {|GT3008:rooms.FindOrOpenAsync(\"a\", static _ => new Room())|};")]
    [InlineData("public void Use(RoomTracker rooms) => {|GT3008:rooms.TryAddExisting(\"a\", new Room(), null, out _)|};")]
    [InlineData("public async Task UseAsync(RoomTracker rooms) { await {|GT3008:rooms.FindOrOpenAsync(\"a\")|}; _ = rooms.GetChildren(); }")]
    [InlineData(
        "public async Task UseAsync(RoomTracker rooms) => await {|GT3008:rooms.FindOrOpenAsync(\"a\")|}; public Task "
            + "AgainAsync(RoomTracker rooms) => UseAsync(rooms);")]
    [InlineData("public async Task UseAsync(RoomCluster rooms) { if (rooms.Local is { } local) await {|GT3008:local.FindOrOpenAsync(\"a\")|}; }")]
    public Task Leaves_to_the_user_what_needs_the_local_child(string marked) => VerifyFix.NotFixedAsync(InLobby(marked));

    [Theory]
    [InlineData(
        "    public static void Use(IServiceCollection services, ISiloBuilder silo)\n    {\n        silo.AddRoomCluster();\n"
            + "{-        {|GT3009:services.AddTracker<RoomTracker>()|};\n-}    }")]
    [InlineData(
        "    public static void Use(IServiceCollection services, ISiloBuilder silo)\n    {\n"
            + "        silo.AddRoomCluster({+static options => options.MaxChildren = 3+});\n"
            + "{-        {|GT3009:services.AddTracker<RoomTracker>(static options => options.MaxChildren = 3)|};\n-}    }")]
    [InlineData(
        "    public static void Use(IServiceCollection services, ISiloBuilder silo)\n    {\n        silo.AddRoomCluster();\n"
            + "        {|GT3009:services{-.AddTracker<RoomTracker>()-}|}.AddRoomClusterClient().AddOptions();\n    }")]
    [InlineData(
        "    private const int Limit = 3;\n\n"
            + "    public static void Use(ISiloBuilder silo) => silo.AddRoomCluster({+options => { int max = Limit; options.MaxChildren = max; }+});\n\n"
            + "    public static IServiceCollection Use(IServiceCollection services) => "
            + "{|GT3009:services{-.AddTracker<RoomTracker>(options => { int max = Limit; options.MaxChildren = max; })-}|};")]
    [InlineData(
        "    public static IServiceCollection Use(IServiceCollection services, ISiloBuilder silo)\n    {\n"
            + "        silo.AddRoomCluster();\n        return {|GT3009:services{-.AddTracker<RoomTracker>()-}|};\n    }")]
    [InlineData(
        "    public static void Use(ISiloBuilder silo) => silo.AddRoomCluster();\n\n"
            + "    public static IServiceCollection Use(IServiceCollection services) => "
            + "{|GT3009:{-TrackerServiceCollectionExtensions.AddTracker<RoomTracker>(-}services{-)-}|};")]
    public Task Leaves_the_tracker_to_the_cluster(string change) => VerifyFix.FixedAsync(InProgram(change));

    [Theory]
    [InlineData("public static void Use(IServiceCollection services) { {|GT3009:services.AddTracker<RoomTracker>()|}; }")]
    [InlineData("public static void Use(IServiceCollection services) { {|GT3009:services.AddTracker<RoomTracker>()|}; services.AddRoomClusterClient(); }")]
    [InlineData(
        "private const int Limit = 3; public static void Use(IServiceCollection services) { "
            + "{|GT3009:services.AddTracker<RoomTracker>(options => options.MaxChildren = Limit)|}; } "
            + "public static class Silo { private const int Limit = 4; public static void Use(ISiloBuilder silo) { silo.AddRoomCluster(); } }")]
    [InlineData(
        "private const int Limit = 3; public static void Use(IServiceCollection services) { "
            + "{|GT3009:services.AddTracker<RoomTracker>(options => options.MaxChildren = Limit)|}; } "
            + "public static class Silo { private const int Limit = 4; public static void Use(ISiloBuilder silo) => silo.AddRoomCluster(); }")]
    [InlineData(
        "public static void Use(IServiceCollection services) { services.AddRoomClusterClient(); "
            + "{|GT3009:services.AddTracker<RoomTracker>(static options => options.MaxChildren = 3)|}; }")]
    [InlineData(
        "public static void Use(IServiceCollection services, ISiloBuilder silo, int max) { silo.AddRoomCluster(); "
            + "{|GT3009:services.AddTracker<RoomTracker>(options => options.MaxChildren = max)|}; }")]
    [InlineData(
        "public static void Use(IServiceCollection services, ISiloBuilder silo) { silo.AddRoomCluster(static options => "
            + "options.MaxChildren = 4); {|GT3009:services.AddTracker<RoomTracker>(static options => options.MaxChildren = 3)|}; }")]
    [InlineData(
        "public static void Use(ISiloBuilder silo) => silo.AddRoomCluster(); public static void Use(IServiceCollection services) => "
            + "{|GT3009:services.AddTracker<RoomTracker>()|};")]
    [InlineData(
        "public static void Use(IServiceCollection services, ISiloBuilder silo) { silo.AddRoomCluster(); if (silo is not null) "
            + "{|GT3009:services.AddTracker<RoomTracker>()|}; }")]
    [InlineData(
        "public static void Use(IServiceCollection services, ISiloBuilder silo)\n{\n    silo.AddRoomCluster();\n    // Why.\n"
            + "    {|GT3009:services.AddTracker<RoomTracker>()|};\n}")]
    public Task Leaves_to_the_user_where_the_cluster_is_added(string marked) => VerifyFix.NotFixedAsync(InProgram(marked));

    [Theory]
    [InlineData("Acme", "ChatRoom", "silo.AddChatRoomCluster()")]
    [InlineData("Acme", "Room", "Acme_RoomClusterSiloBuilderExtensions.AddRoomCluster(silo)")]
    public Task Does_not_take_the_cluster_of_another_class_for_that_of_the_tracker(string home, string name, string added) => VerifyFix.NotFixedAsync(
        InProgram($"public static void Use(IServiceCollection services, ISiloBuilder silo) {{ {added}; {{|GT3009:services.AddTracker<RoomTracker>()|}}; }}"),
        $"namespace {home}; [Tracker(Name = \"acme\"), Clustered] public sealed partial class {name} : ITrackedChild {{ {Run} }}");

    [Fact]
    public Task Does_not_open_through_the_cluster_what_an_alias_names() => VerifyFix.NotFixedAsync(
        "using Rooms = RoomTracker;\n" + InLobby("public async Task UseAsync(Rooms rooms) => await {|GT3008:rooms.FindOrOpenAsync(\"a\")|};"));

    [Fact]
    public Task Opens_through_the_cluster_in_a_file_without_path() => VerifyFix.FixedWithoutPathAsync(
        InLobby("public async Task UseAsync({-RoomTracker-}{+RoomCluster+} rooms) => await rooms.FindOrOpenAsync(\"a\");"));

    [Fact]
    public Task Does_not_break_another_file_of_the_type() => VerifyFix.NotFixedAsync(
        $$"""
        {{Room}}
        public sealed partial class Lobby
        {
            private readonly RoomTracker _rooms;

            public Lobby(RoomTracker rooms) => _rooms = rooms;

            public async Task UseAsync() => await {|GT3008:_rooms.FindOrOpenAsync("a")|};
        }
        """,
        "public sealed partial class Lobby { public object Children => _rooms.GetChildren(); }");

    private static string InRoom(string members) => $$"""
        [Tracker, Clustered]
        public sealed partial class Room : ITrackedChild
        {
            {{members}}
            {{Run}}
        }

        """;

    private static string WithSource(string source) => $$"""
        {{source}}

        [Tracker, Clustered]
        public sealed partial class Room(Source {|GT3006:given|}) : ITrackedChild
        {
            public object Given => given;
            {{Run}}
        }

        """;

    private static string InLobby(string members) => $$"""
        {{Room}}
        public sealed class Lobby
        {
            {{members}}
        }

        """;

    private static string InProgram(string members) => $$"""
        {{Room}}
        public static class Program
        {
        {{members}}
        }

        """;
}
