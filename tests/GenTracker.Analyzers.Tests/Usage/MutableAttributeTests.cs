namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1003 and its fix.</summary>
public class MutableAttributeTests
{
    [Theory]
    [InlineData("{|GT1003:List<string>|}", "ImmutableList<string>")]
    [InlineData("{|GT1003:IList<string?>?|}", "ImmutableList<string?>?")]
    [InlineData("{|GT1003:int[]|}", "ImmutableArray<int>")]
    [InlineData("{|GT1003:string[]?|}", "ImmutableArray<string>?")]
    [InlineData("{|GT1003:HashSet<int>|}", "ImmutableHashSet<int>")]
    [InlineData("{|GT1003:SortedSet<int>|}", "ImmutableSortedSet<int>")]
    [InlineData("{|GT1003:Dictionary<string, int>|}", "ImmutableDictionary<string, int>")]
    [InlineData("{|GT1003:SortedList<string, int>|}", "ImmutableSortedDictionary<string, int>")]
    [InlineData("{|GT1003:Queue<int>|}", "ImmutableQueue<int>")]
    [InlineData("{|GT1003:Stack<int>|}", "ImmutableStack<int>")]
    [InlineData("{|GT1003:System.Collections.ObjectModel.ObservableCollection<int>|}", "ImmutableList<int>")]
    public Task Fix_takes_the_immutable_type(string before, string after) => Verify.CodeFixAsync(OfType(before), OfType(after));

    [Fact]
    public Task Fix_keeps_uses_that_read_or_set_the_whole_value() => Verify.CodeFixAsync(
        OfType("{|GT1003:List<int>|}") + Using,
        OfType("ImmutableList<int>") + Using);

    [Fact]
    public Task No_fix_if_another_member_gives_the_first_value() => Verify.NoCodeFixAsync(UsageCode.File(
        "[Tracker] public partial class Room { [TrackedAttr(DefaultFrom = nameof(Make))] public partial {|GT1003:List<int>|} Tags { get; set; }\n" +
        "private static List<int> Make() => []; }"));

    [Fact]
    public Task No_fix_if_a_comment_would_be_lost() => Verify.NoCodeFixAsync(OfType("{|GT1003:List<int /* the tags */>|}"));

    [Theory]
    [InlineData("room.Tags.Add(1);")]
    [InlineData("room.Tags[0] = 1;")]
    [InlineData("room.Tags = new List<int>();")]
    [InlineData("List<int> tags = room.Tags;")]
    [InlineData("room.ReadAttrs().Tags.Add(1);")]
    [InlineData("room.ExchangeTags(new List<int>());")]
    [InlineData("room.UpdateTags(static tags => new List<int>(tags));")]
    public Task No_fix_if_code_changes_the_collection_in_place(string use) =>
        Verify.NoCodeFixAsync(OfType("{|GT1003:List<int>|}") + $"class User {{ public static void Use(Room room) {{ {use} }} }}\n");

    [Fact]
    public Task No_fix_if_a_nullable_struct_is_read_as_an_array() => Verify.NoCodeFixAsync(
        OfType("{|GT1003:int[]?|}")
            + "#nullable disable\nclass User { public static void Use(Room room) { foreach (int tag in room.Tags) Console.WriteLine(tag); } }\n");

    [Fact]
    public Task No_fix_if_the_initializer_needs_the_mutable_type() => Verify.NoCodeFixAsync(
        UsageCode.File("[Tracker] public partial class Room { [TrackedAttr] public {|GT1003:List<int>|} {|GT0002:Tags|} { get; set; } = new(); }"));

    [Theory]
    [InlineData("string")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("ImmutableList<int>")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<string, int>")]
    [InlineData("Func<List<int>>")]
    public Task Allows_other_types(string type) => Verify.AnalyzerAsync(OfType(type));

    [Fact]
    public Task Allows_properties_that_are_not_attributes() =>
        Verify.AnalyzerAsync(UsageCode.File("[Tracker] public partial class Room { public List<int> Tags { get; } = []; }"));

    private const string Using = """
        class User
        {
            public static int Use(Room room)
            {
                room.Tags = [1, 2];
                foreach (int tag in room.Tags)
                {
                    Console.WriteLine(tag);
                }

                return room.Tags.Count + room.Tags[0];
            }
        }

        """;

    private static string OfType(string type) => "using System.Collections.Immutable;\n" + UsageCode.File(
        $$"""
        [Tracker]
        public partial class Room
        {
            public Room() => Tags = default!;

            [TrackedAttr] public partial {{type}} Tags { get; set; } // of the room
        }
        """);
}
