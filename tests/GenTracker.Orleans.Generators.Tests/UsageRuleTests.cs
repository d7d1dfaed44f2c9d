using System.Threading.Tasks;
using GenTracker.Orleans.Generators.Tests.Harness;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>What the analyzers report.</summary>
public class UsageRuleTests
{
    private const string Run = Verify.Run;

    private const string Room = $$"""

        [Tracker, Clustered] public sealed partial class Room(string title = "") : ITrackedChild { [TrackedAttr] public partial int Guests { get; } public string T => title; {{Run}} }

        [Tracker] public sealed partial class Plain : ITrackedChild { {{Run}} }

        """;

    [Theory]
    [InlineData("{|GT3003:Join|}")]
    public Task Calls_outside_of_a_clustered_class_have_no_effect(string method) => Verify.MarkedAsync($$"""
        [Tracker] public sealed partial class Room : ITrackedChild { [TrackedCall] public int {{method}}() => 1; {{Run}} }
        """);

    [Fact]
    public Task Grain_interfaces_of_a_class_that_is_not_clustered_have_no_effect() => Verify.MarkedAsync($$"""
        public interface IRoom : IGrainWithStringKey { Task JoinAsync(); }

        [Tracker, {|GT3004:TrackedCalls(typeof(IRoom))|}] public sealed partial class Room : ITrackedChild { public Task JoinAsync() => Task.CompletedTask; {{Run}} }
        """);

    [Theory]
    [InlineData("Source {|GT3006:given|}", "", "")]
    [InlineData("List<Source?>? {|GT3006:given|} = null", "", "")]
    [InlineData("(int, Source[])[] {|GT3006:given|}", "", "")]
    [InlineData("Dictionary<string, Source> {|GT3006:given|}", "", "")]
    [InlineData("Func<int> {|GT3006:given|}", "", "")]
    [InlineData("System.IO.Stream {|GT3006:given|}", "", "")]
    [InlineData("Task<int> {|GT3006:given|}", "", "")]
    [InlineData("int given", "public partial Source? {|GT3006:Source|} { get; set; }", "")]
    [InlineData("int given", "public partial Wide {|GT3006:Wide|} { get; set; }", "")]
    [InlineData("int given", "", "public void Give(Source {|GT3006:source|}) { }")]
    [InlineData("int given", "", "public Source {|GT3006:Give|}() => new();")]
    [InlineData("int given", "", "public async Task<Source[]> {|GT3006:GiveAsync|}() { await Task.Yield(); return []; }")]
    [InlineData("int given", "", "public RoomAttrs {|GT3006:Give|}() => ReadAttrs();")]
    public Task Types_without_a_codec(string argument, string attribute, string call) => Codec(argument, attribute, call);

    [Theory]
    [InlineData("string given, int? number = null, DayOfWeek day = 0, Guid id = default", "", "")]
    [InlineData("Marked given, Marked[]? many = null, IEnumerable<Marked>? some = null", "", "")]
    [InlineData("IContract given, Base? other = null, object? any = null", "", "")]
    [InlineData("Uri given, Version? version = null", "", "")]
    [InlineData("[Injected] Source given", "", "")]
    [InlineData("Converted given", "", "")]
    [InlineData("int given", "public partial Narrow Narrow { get; set; }", "")]
    [InlineData("int given", "private partial Source? Source { get; set; }", "")]
    [InlineData("int given", "", "public void Give(Marked marked, CancellationToken cancellationToken) { }")]
    public Task Types_with_a_codec(string argument, string attribute, string call) => Codec(argument, attribute, call);

    [Fact]
    public Task A_serializer_of_another_kind_may_know_the_type() => Verify.MarkedAsync($$"""
        public sealed class Source;

        [Tracker, Clustered] public sealed partial class Room(Source source) : ITrackedChild { public Source S => source; {{Run}} }

        public static class Program
        {
            public static void AddJsonSerializer(this IServiceCollection services) { }
            public static void Use(IServiceCollection services) => services.AddJsonSerializer();
        }
        """);

    [Theory]
    [InlineData("""await {|GT3008:rooms.FindOrOpenAsync("a")|};""")]
    [InlineData("""await {|GT3008:rooms.FindOrOpenAsync("a", static _ => new Room())|};""")]
    [InlineData("""await {|GT3008:rooms.OpenAsync("a", "title")|};""")]
    [InlineData("""await {|GT3008:rooms.ReopenAsync("a")|};""")]
    [InlineData("""await {|GT3008:rooms.TakeOverAsync("a", new Room())|};""")]
    [InlineData("""await using var here = {|GT3008:rooms.AddExisting("a", new Room())|};""")]
    [InlineData("""{|GT3008:rooms.TryAddExisting("a", new Room(), null, out _)|};""")]
    [InlineData("""await {|GT3008:cluster.Local!.FindOrOpenAsync("a")|};""")]
    [InlineData("""await cluster.FindOrOpenAsync("a"); await cluster.OpenAsync("b"); await cluster.ReopenAsync("c");""")]
    [InlineData("""rooms.Find("a")?.IncrementGuests(); await rooms.StopAsync("a"); _ = rooms.GetChildren();""")]
    [InlineData("""await plains.FindOrOpenAsync("a");""")]
    public Task Opening_past_the_cluster(string statement) => Verify.MarkedAsync($$"""
        {{Room}}
        public static class Program
        {
            public static async Task Use(RoomTracker rooms, RoomCluster cluster, PlainTracker plains)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("{|GT3009:services.AddTracker<RoomTracker>()|};")]
    [InlineData("{|GT3009:services.AddTracker<RoomTracker>(static options => options.MaxChildren = 3)|};")]
    [InlineData("{|GT3009:TrackerServiceCollectionExtensions.AddTracker<RoomTracker>(services)|};")]
    [InlineData("services.AddTracker<PlainTracker>();")]
    [InlineData("services.AddRoomClusterClient();")]
    public Task Registering_past_the_cluster(string statement) => Verify.MarkedAsync($$"""
        {{Room}}
        public static class Program
        {
            public static void Use(IServiceCollection services)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("", "", "{|GT3010:Room|}")]
    [InlineData("""(Name = "a")""", """(Name = "A")""", "{|GT3010:Room|}")]
    [InlineData("""(Name = "Room")""", "", "{|GT3010:Room|}")]
    [InlineData("""(Name = "a")""", """(Name = "b")""", "Room")]
    public Task Names_of_two_classes(string first, string second, string marked) => Verify.MarkedAsync($$"""
        namespace A { [Tracker{{first}}, Clustered] public sealed partial class Room : ITrackedChild { {{Run}} } }

        namespace B { [Tracker{{second}}, Clustered] public sealed partial class {{marked}} : ITrackedChild { {{Run}} } }

        namespace C { [Tracker] public sealed partial class Room : ITrackedChild { {{Run}} } }
        """);

    private static async Task Codec(string argument, string attribute, string call) => await Verify.MarkedAsync($$"""
        public sealed class Source;

        public readonly record struct Wide(long A, int B);

        public readonly record struct Narrow(int A, short B);

        [GenerateSerializer] public sealed record Marked([property: Id(0)] int Id);

        public interface IContract;

        public abstract class Base;

        public sealed record Converted(int Id);

        [GenerateSerializer] public struct ConvertedSurrogate { [Id(0)] public int Id; }

        [RegisterConverter]
        public sealed class ConvertedConverter : IConverter<Converted, ConvertedSurrogate>
        {
            public Converted ConvertFromSurrogate(in ConvertedSurrogate surrogate) => new(surrogate.Id);
            public ConvertedSurrogate ConvertToSurrogate(in Converted value) => new() { Id = value.Id };
        }

        [Tracker, Clustered]
        public sealed partial class Room({{argument}}) : ITrackedChild
        {
            public object Given => given;
            {{(attribute.Length == 0 ? "" : "[TrackedAttr] " + attribute)}}
            {{(call.Length == 0 ? "" : "[TrackedCall] " + call)}}
            {{Run}}
        }
        """);
}
