using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>GT0001 and its fix.</summary>
public class MakePartialCodeFixTests
{
    [Fact]
    public Task The_class_becomes_partial_and_its_comments_stay() => Verify.FixesAsync(
        """
        using GenTracker;

        namespace Demo;

        /// <summary>A stream.</summary>
        [Tracker] // keys are names
        public sealed class {|GT0001:Stream|} // the child
        {
        }
        """,
        """
        using GenTracker;

        namespace Demo;

        /// <summary>A stream.</summary>
        [Tracker] // keys are names
        public sealed partial class Stream // the child
        {
        }
        """);

    [Fact]
    public Task A_class_without_modifiers_keeps_what_stands_before_it() => Verify.FixesAsync(
        """
        using GenTracker;

            // A stream.
            [Tracker] class {|GT0001:Stream|};

        /* Another. */ [Tracker]
        // Its comment.
        class {|GT0001:Other|};
        """,
        """
        using GenTracker;

            // A stream.
            [Tracker] partial class Stream;

        /* Another. */ [Tracker]
        // Its comment.
        partial class Other;
        """);

    [Fact]
    public Task All_types_around_become_partial_once_though_several_classes_ask_for_it() => Verify.FixesAsync(
        """
        using GenTracker;

        public static class Server
        {
            // Rooms.
            internal struct Rooms
            {
                [Tracker] public partial class {|GT0001:Red|};

                [Tracker] public class {|GT0001:Blue|};
            }
        }
        """,
        """
        using GenTracker;

        public static partial class Server
        {
            // Rooms.
            internal partial struct Rooms
            {
                [Tracker] public partial class Red;

                [Tracker] public partial class Blue;
            }
        }
        """);

    [Fact]
    public Task It_stands_behind_modifiers_of_which_a_directive_chooses_one() => Verify.FixesAsync(
        """
        using GenTracker;

        [Tracker]
        #if OTHER
        internal
        #else
        public
        #endif
        class {|GT0001:Stream|};
        """,
        """
        using GenTracker;

        [Tracker]
        #if OTHER
        internal
        #else
        public
        #endif
        partial class Stream;
        """);

    [Fact]
    public Task All_parts_become_partial_in_all_their_files() => Verify.FixesAsync(
        $$"""
        using GenTracker;

        class Server
        {
            [Tracker] class {|GT0001:Stream|};
        }
        {{TestProject.FileSeparator}}
        partial class Server
        {
            class Stream
            {
                [GenTracker.TrackedAttr] public partial int Viewers { get; }
            }
        }
        """,
        $$"""
        using GenTracker;

        partial class Server
        {
            [Tracker] partial class Stream;
        }
        {{TestProject.FileSeparator}}
        partial class Server
        {
            partial class Stream
            {
                [GenTracker.TrackedAttr] public partial int Viewers { get; }
            }
        }
        """);
}
