using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

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
    public Task The_immutable_type_is_taken(string before, string after) => Verify.FixesAsync(OfType(before), OfType(after));

    [Fact]
    public Task What_reads_it_or_sets_it_as_a_whole_goes_on() => Verify.FixesAsync(
        OfType("{|GT1003:List<int>|}") + Using,
        OfType("ImmutableList<int>") + Using);

    [Fact]
    public Task A_comment_in_the_type_is_kept() => Verify.FindsWithoutFixAsync(OfType("{|GT1003:List<int /* the tags */>|}"));

    [Theory]
    [InlineData("room.Tags.Add(1);")]
    [InlineData("room.Tags[0] = 1;")]
    [InlineData("room.Tags = new List<int>();")]
    [InlineData("List<int> tags = room.Tags;")]
    public Task Where_it_is_changed_in_place_the_user_decides(string use) =>
        Verify.FindsWithoutFixAsync(OfType("{|GT1003:List<int>|}") + $"class User {{ public static void Use(Room room) {{ {use} }} }}\n");

    [Fact]
    public Task A_struct_that_may_be_null_cannot_be_read_as_an_array_can() => Verify.FindsWithoutFixAsync(
        OfType("{|GT1003:int[]?|}") + "#nullable disable\nclass User { public static void Use(Room room) { foreach (int tag in room.Tags) Console.WriteLine(tag); } }\n");

    [Fact]
    public Task What_it_starts_with_may_ask_for_the_type_that_it_has() => Verify.FindsWithoutFixAsync(
        UsageCode.File("[Tracker] public partial class Room { [TrackedAttr] public {|GT1003:List<int>|} {|GT0002:Tags|} { get; set; } = new(); }"));

    [Theory]
    [InlineData("string")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("ImmutableList<int>")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<string, int>")]
    [InlineData("Func<List<int>>")]
    public Task Other_types_are_left_in_peace(string type) => Verify.FindsAsync(OfType(type));

    [Fact]
    public Task Properties_that_are_no_attributes_are_left_in_peace() =>
        Verify.FindsAsync(UsageCode.File("[Tracker] public partial class Room { public List<int> Tags { get; } = []; }"));

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
