namespace GenTracker.Analyzers.Tests;

/// <summary>GT0003 and its fix.</summary>
public class AddTrackerCodeFixTests
{
    [Fact]
    public Task Fix_marks_the_class_once_for_several_attributes() => Verify.CodeFixAsync(
        """
        using GenTracker;

        namespace Demo
        {
            static {+partial +}class Server
            {
                /// <summary>A stream.</summary>
                // A comment.
                {+[Tracker]
                +}public sealed {+partial +}class Stream // the child
                {
                    [TrackedAttr] public partial int {|GT0003:Viewers|} { get; }

                    [TrackedAttr] public {+partial +}string? {|GT0003:Title|} { get; set; }
                }
            }
        }
        """);

    [Theory]
    [InlineData("GenTracker.TrackedAttr", "GenTracker.Tracker")]
    [InlineData("global::GenTracker.TrackedAttrAttribute", "global::GenTracker.Tracker")]
    [InlineData("Attr", "global::GenTracker.Tracker")]
    public Task Fix_qualifies_Tracker_like_the_attribute(string trackedAttr, string tracker) => Verify.CodeFixAsync(
        $$"""
        using Attr = GenTracker.TrackedAttrAttribute;

        {+[{{tracker}}]
        +}[System.Serializable]
        partial class Stream
        {
            [{{trackedAttr}}] public partial int {|GT0003:Viewers|} { get; }
        }
        """);

    [Fact]
    public Task Fix_marks_a_class_in_several_files_once() => Verify.CodeFixAsync(
        $$"""
        using GenTracker;

        {+[Tracker]
        +}partial class Stream
        {
            [TrackedAttr] public partial int {|GT0003:Viewers|} { get; }
        }
        {{TestProject.FileSeparator}}
        using GenTracker;

        partial class Stream
        {
            [TrackedAttr] public {+partial +}bool {|GT0003:Live|} { get; {-init-}{+set+}; }
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
    public Task No_fix_if_the_type_cannot_be_tracked(string type) => Verify.NoCodeFixAsync("using GenTracker;\n" + type);
}
