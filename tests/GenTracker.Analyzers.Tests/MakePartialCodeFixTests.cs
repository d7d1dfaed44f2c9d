namespace GenTracker.Analyzers.Tests;

/// <summary>GT0001 and its fix.</summary>
public class MakePartialCodeFixTests
{
    [Fact]
    public Task Fix_keeps_comments() => Verify.CodeFixAsync(
        """
        using GenTracker;

        namespace Demo;

        /// <summary>A stream.</summary>
        [Tracker] // keys are names
        public sealed {+partial +}class {|GT0001:Stream|} // the child
        {
        }
        """);

    [Fact]
    public Task Fix_keeps_trivia_of_a_class_without_modifiers() => Verify.CodeFixAsync(
        """
        using GenTracker;

            // A stream.
            [Tracker] {+partial +}class {|GT0001:Stream|};

        /* Another. */ [Tracker]
        // Its comment.
        {+partial +}class {|GT0001:Other|};
        """);

    [Fact]
    public Task Fix_makes_the_types_around_partial_once() => Verify.CodeFixAsync(
        """
        using GenTracker;

        public static {+partial +}class Server
        {
            // Rooms.
            internal {+partial +}struct Rooms
            {
                [Tracker] public partial class {|GT0001:Red|};

                [Tracker] public {+partial +}class {|GT0001:Blue|};
            }
        }
        """);

    [Fact]
    public Task Fix_adds_partial_after_modifiers_in_directives() => Verify.CodeFixAsync(
        """
        using GenTracker;

        [Tracker]
        #if OTHER
        internal
        #else
        public
        #endif
        {+partial +}class {|GT0001:Stream|};
        """);

    [Fact]
    public Task Fix_makes_all_parts_in_all_files_partial() => Verify.CodeFixAsync(
        $$"""
        using GenTracker;

        {+partial +}class Server
        {
            [Tracker] {+partial +}class {|GT0001:Stream|};
        }
        {{TestProject.FileSeparator}}
        partial class Server
        {
            {+partial +}class Stream
            {
                [GenTracker.TrackedAttr] public partial int Viewers { get; }
            }
        }
        """);
}
