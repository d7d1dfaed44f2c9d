namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1020.</summary>
public class UnseenJsonTests
{
    private const string KeyAndIncarnation = "public partial string Key { get; } public partial long Incarnation { get; }";

    [Theory]
    [InlineData("[JsonSerializable(typeof({|GT1020:Room|}))]", "")]
    [InlineData("[JsonSerializable(typeof({|GT1020:Suite|}))]", "public class Suite : Room;")]
    [InlineData("[JsonSerializable(typeof({|GT1020:Room|}))]", "public partial class Room { public partial string Key { get; } }")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomAttrs|}))]", "")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomAttrs|}))]", "public readonly partial record struct RoomAttrs;")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomAttrs|}))]", "public readonly partial record struct RoomAttrs(int Guests);")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomAttrs?|}))]", "public readonly partial record struct RoomAttrs;")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomAttrs[]|}))]", "public readonly partial record struct RoomAttrs;")]
    [InlineData("[JsonSerializable(typeof({|GT1020:List<Dictionary<string, RoomAttrs[]>>|}))]", "public readonly partial record struct RoomAttrs;")]
    [InlineData("[JsonSerializable(typeof({|GT1020:IReadOnlyList<ChildInfo<string, Room>>|}))]", "")]
    [InlineData("[JsonSerializable(typeof({|GT1020:Overview|}))]", "public record Overview(string Name, RoomAttrs Attrs);")]
    [InlineData("[JsonSerializable(typeof({|GT1020:Overview|}))]", "public class Base { public Room? Room { get; } } public class Overview : Base;")]
    [InlineData(
        "[JsonSerializable(typeof({|GT1020:Overview|}))]",
        "public record Overview([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Room Room);")]
    [InlineData(
        "[JsonSerializable(typeof({|GT1020:Overview|})), JsonSerializable(typeof({|GT1020:Room|}))]",
        "public record Overview(Overview? Inner, Room Room);")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomTracker|}))]", "public partial class Room { " + KeyAndIncarnation + " }")]
    [InlineData("[JsonSerializable(typeof({|GT1020:RoomTracker|}))]", "public partial class RoomTracker : Tracker<string, Room>;")]
    [InlineData(
        "[JsonSerializable(typeof({|GT1020:RoomTracker|}))]",
        "public partial class RoomTracker; public partial class Room { " + KeyAndIncarnation + " }")]
    public Task Reports_types_whose_generated_members_are_not_seen(string attribute, string declarations) =>
        Verify.AnalyzerAsync(Context(attribute, declarations));

    [Theory]
    [InlineData("[JsonSerializable(typeof(Room))]", "public partial class Room { " + KeyAndIncarnation + " }")]
    [InlineData("[JsonSerializable(typeof(Suite))]", "public class Suite : Room; public partial class Room { " + KeyAndIncarnation + " }")]
    [InlineData("[JsonSerializable(typeof(RoomAttrs))]", "public readonly partial record struct RoomAttrs(int Guests, string Title);")]
    [InlineData(
        "[JsonSerializable(typeof(RoomAttrs))]",
        "public readonly partial record struct RoomAttrs { public int Guests { get; init; } public string Title { get; init; } }")]
    [InlineData(
        "[JsonSerializable(typeof(RoomTracker))]",
        "public partial class RoomTracker : Tracker<string, Room>; public partial class Room { " + KeyAndIncarnation + " }")]
    [InlineData("[JsonSerializable(typeof(Overview))]", "public record Overview([property: JsonIgnore] Room Room, string Name);")]
    [InlineData(
        "[JsonSerializable(typeof(Overview))]",
        "public record Overview(string Name) { internal Room? Room { get; init; } public static IEnumerable<Room> All => []; }")]
    [InlineData("[JsonSerializable(typeof(Overview))]", "public record Overview(string Name) { public static Overview From(Room room) => new(room.Key); }")]
    [InlineData("[JsonSerializable(typeof(ChildExit))]", "")]
    [InlineData("[JsonSerializable(typeof(ChildInfo<string, object>))]", "")]
    [InlineData("", "")]
    [InlineData(
        "[JsonSerializable(typeof(Room))]",
        "[JsonConverter(typeof(RoomConverter))] public partial class Room; public class RoomConverter : JsonConverter<Room> { "
        + "public override Room Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException(); "
        + "public override void Write(Utf8JsonWriter writer, Room value, JsonSerializerOptions options) => writer.WriteStringValue(value.Key); }")]
    public Task Allows_what_the_other_generator_sees(string attribute, string declarations) =>
        Verify.AnalyzerAsync(Context(attribute, declarations));

    [Fact]
    public Task Types_of_another_project_are_seen() => Verify.AnalyzerAsync(UsageCode.File("""
        [System.Text.Json.Serialization.JsonSerializable(typeof(ChildEvent<string, object>))]
        [System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyCollection<ChildExit>))]
        public partial class Json : System.Text.Json.Serialization.JsonSerializerContext;
        """));

    [Fact]
    public Task Declares_key_and_incarnation_in_the_class_and_the_attributes_in_a_new_record() => Verify.CodeFixAsync(
        """
        using System.Text.Json.Serialization;
        using GenTracker;

        namespace Acme
        {
            /// <summary>A room.</summary>
            [Tracker<System.Guid>]
            public partial class Room
            {{+
                public partial System.Guid Key { get; }

                public partial long Incarnation { get; }
        +}
                [TrackedAttr] public partial int Guests { get; }
                [TrackedAttr] public partial string? Title { get; set; }
                [TrackedAttr] internal partial int Hidden { get; set; }
            }

        {+    public readonly partial record struct RoomAttrs
            {
                public int Guests { get; init; }

                public string? Title { get; init; }
            }

        +}    public record Overview(Room Room, RoomAttrs Attrs);

            [JsonSerializable(typeof({|GT1020:Room|})), JsonSerializable(typeof({|GT1020:RoomAttrs[]|}))]
            internal partial class Json : JsonSerializerContext;
        }
        """);

    [Fact]
    public Task Gives_a_body_to_declarations_without_one_and_keeps_what_is_declared() => Verify.CodeFixAsync(
        """
        using System.Text.Json.Serialization;
        using GenTracker;

        [Tracker]
        public partial class Room{-;-} // A room.
        {+{
            public partial string Key { get; }

            public partial long Incarnation { get; }
        }
        +}
        public partial class Room
        {
            [TrackedAttr] public partial int Guests { get; }
            [TrackedAttr] public partial int Seats { get; set; }
        }

        public readonly partial record struct RoomAttrs
        {
        {+    public int Seats { get; init; }

        +}    public int Guests { get; init; }
        }

        [JsonSerializable(typeof({|GT1020:Room|})), JsonSerializable(typeof({|GT1020:RoomAttrs|}))]
        internal partial class Json : JsonSerializerContext;
        """);

    [Fact]
    public Task Leaves_a_tracker_to_the_user() => Verify.NoCodeFixAsync(Context("[JsonSerializable(typeof({|GT1020:RoomTracker|}))]",
        "public partial class Room { " + KeyAndIncarnation + " }"));

    private static string Context(string attribute, string declarations) => UsageCode.File(
        $$"""
        [Tracker]
        public partial class Room
        {
            [TrackedAttr] public partial int Guests { get; }
            [TrackedAttr(Default = "")] public partial string Title { get; set; }
            [TrackedAttr] internal partial int Hidden { get; set; }
        }

        {{declarations}}

        {{attribute}}
        public partial class Json : JsonSerializerContext;
        """).Replace("using GenTracker;\n", "using GenTracker;\nusing System.Text.Json;\nusing System.Text.Json.Serialization;\n", StringComparison.Ordinal);
}
