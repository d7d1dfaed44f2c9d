using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>GT0003 and its fix.</summary>
public class AddTrackerCodeFixTests
{
    [Fact]
    public Task The_class_is_marked_once_and_completed_though_several_attributes_ask_for_it() => Verify.FixesAsync(
        """
        using GenTracker;

        namespace Demo
        {
            static class Server
            {
                /// <summary>A stream.</summary>
                // A comment.
                public sealed class Stream // the child
                {
                    [TrackedAttr] public partial int {|GT0003:Viewers|} { get; }

                    [TrackedAttr] public string? {|GT0003:Title|} { get; set; }
                }
            }
        }
        """,
        """
        using GenTracker;

        namespace Demo
        {
            static partial class Server
            {
                /// <summary>A stream.</summary>
                // A comment.
                [Tracker]
                public sealed partial class Stream // the child
                {
                    [TrackedAttr] public partial int Viewers { get; }

                    [TrackedAttr] public partial string? Title { get; set; }
                }
            }
        }
        """);

    [Theory]
    [InlineData("GenTracker.TrackedAttr", "GenTracker.Tracker")]
    [InlineData("global::GenTracker.TrackedAttrAttribute", "global::GenTracker.Tracker")]
    [InlineData("Attr", "global::GenTracker.Tracker")]
    public Task The_mark_is_named_as_the_attribute_is(string trackedAttr, string tracker) => Verify.FixesAsync(
        $$"""
        using Attr = GenTracker.TrackedAttrAttribute;

        [System.Serializable]
        partial class Stream
        {
            [{{trackedAttr}}] public partial int {|GT0003:Viewers|} { get; }
        }
        """,
        $$"""
        using Attr = GenTracker.TrackedAttrAttribute;

        [{{tracker}}]
        [System.Serializable]
        partial class Stream
        {
            [{{trackedAttr}}] public partial int Viewers { get; }
        }
        """);

    [Fact]
    public Task A_class_of_several_files_is_marked_once() => Verify.FixesAsync(
        $$"""
        using GenTracker;

        partial class Stream
        {
            [TrackedAttr] public partial int {|GT0003:Viewers|} { get; }
        }
        {{TestProject.FileSeparator}}
        using GenTracker;

        partial class Stream
        {
            [TrackedAttr] public bool {|GT0003:Live|} { get; init; }
        }
        """,
        $$"""
        using GenTracker;

        [Tracker]
        partial class Stream
        {
            [TrackedAttr] public partial int Viewers { get; }
        }
        {{TestProject.FileSeparator}}
        using GenTracker;

        partial class Stream
        {
            [TrackedAttr] public partial bool Live { get; set; }
        }
        """);

    [Theory]
    [InlineData("public struct Stream { [TrackedAttr] public int {|GT0003:Viewers|} { get; } }")]
    [InlineData("class Server { struct Stream { [TrackedAttr] public int {|GT0003:Viewers|} { get; } } }")]
    [InlineData("interface IStream { [TrackedAttr] int {|GT0003:Viewers|} { get; } }")]
    [InlineData("record Stream { [TrackedAttr] public int {|GT0003:Viewers|} { get; } }")]
    [InlineData("static class Stream { [TrackedAttr] public static int {|GT0003:Viewers|} { get; } }")]
    [InlineData("class Stream<T> { [TrackedAttr] public int {|GT0003:Viewers|} { get; } }")]
    [InlineData("file class Stream { [TrackedAttr] public int {|GT0003:Viewers|} { get; } }")]
    [InlineData("[Tracker] abstract partial class Stream; class Live : Stream { [TrackedAttr] public int {|GT0003:Viewers|} { get; } }")]
    public Task What_cannot_be_tracked_is_not_marked(string type) => Verify.FindsWithoutFixAsync("using GenTracker;\n" + type);
}
