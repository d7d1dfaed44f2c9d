using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>GT0002 and its fix.</summary>
public class CompleteAttributeCodeFixTests
{
    [Theory]
    [InlineData("public int {|GT0002:Hits|} { get; set; }", "public partial int Hits { get; set; }")]
    [InlineData("int {|GT0002:Hits|} { get; }", "partial int Hits { get; }")]
    [InlineData("public string? {|GT0002:Title|} { get; }", "public partial string? Title { get; private set; }")]
    [InlineData("public partial string? {|GT0002:Title|} { get; }", "public partial string? Title { get; private set; }")]
    [InlineData("private string? {|GT0002:Title|} { get; }", "private partial string? Title { get; set; }")]
    [InlineData("public System.TimeSpan {|GT0002:Busy|} { get; }", "public partial System.TimeSpan Busy { get; }")]
    [InlineData("public partial bool {|GT0002:Live|} { get; init; }", "public partial bool Live { get; set; }")]
    [InlineData("public bool {|GT0002:Live|} { get; private init; }", "public partial bool Live { get; private set; }")]
    [InlineData("public static int {|GT0002:Hits|} { get; set; }", "public partial int Hits { get; set; }")]
    [InlineData("static int {|GT0002:Hits|} { get; set; }", "partial int Hits { get; set; }")]
    [InlineData("public int {|GT0002:Hits|} { set; }", "public partial int Hits { get; set; }")]
    [InlineData("public int {|GT0002:Hits|} { get => field; set => field = value; }", "public partial int Hits { get; set; }")]
    [InlineData("public int {|GT0002:Hits|} { get { return field; } set { field = value; } }", "public partial int Hits { get; set; }")]
    [InlineData("public virtual int {|GT0002:Hits|} { get; set; }", "public virtual partial int Hits { get; set; }")]
    [InlineData("public\n        int {|GT0002:Hits|}\n        { get; set; }", "public\n        partial int Hits\n        { get; set; }")]
    public Task A_property_becomes_a_partial_definition(string before, string after) => Verify.FixesAsync(InClass("[TrackedAttr] " + before), InClass("[TrackedAttr] " + after));

    [Theory]
    [InlineData("[TrackedAttr] public int {|GT0002:Hits|} { get; set; } = 5;", "[TrackedAttr(Default = 5)] public partial int Hits { get; set; }")]
    [InlineData("[TrackedAttr] public int {|GT0002:Hits|} { get; set; } = 0; // none", "[TrackedAttr] public partial int Hits { get; set; } // none")]
    [InlineData("[TrackedAttr] public bool {|GT0002:Live|} { get; set; } = false;", "[TrackedAttr] public partial bool Live { get; set; }")]
    [InlineData("[TrackedAttr] public char {|GT0002:Letter|} { get; set; } = 'x';", "[TrackedAttr(Default = 'x')] public partial char Letter { get; set; }")]
    [InlineData("[TrackedAttr] public int? {|GT0002:Limit|} { get; set; } = 0;", "[TrackedAttr(Default = 0)] public partial int? Limit { get; set; }")]
    [InlineData("[TrackedAttr] public string {|GT0002:Title|} { get; set; } = null!;", "[TrackedAttr] public partial string Title { get; set; }")]
    [InlineData("[TrackedAttr(Survives = true)] public string {|GT0002:Title|} { get; set; } = \"untitled\";", "[TrackedAttr(Survives = true, Default = \"untitled\")] public partial string Title { get; set; }")]
    [InlineData("[TrackedAttr] public System.DayOfWeek {|GT0002:Day|} { get; set; } = System.DayOfWeek.Friday;", "[TrackedAttr(Default = System.DayOfWeek.Friday)] public partial System.DayOfWeek Day { get; set; }")]
    public Task A_constant_initializer_becomes_the_default(string before, string after) => Verify.FixesAsync(InClass(before), InClass(after));

    [Fact]
    public Task Comments_and_lines_stay() => Verify.FixesAsync(
        """
        using GenTracker;

        [Tracker]
        public partial class Stream
        {
            /// <summary>The title.</summary>
            [TrackedAttr] // shown
            public string? {|GT0002:Title|} // in lists
            {
                get; // read by all
            }

            #region flags
            [TrackedAttr]
            // On air.
            static bool {|GT0002:Live|}
            {
                get;
                init; // once
            } // live
            #endregion
        }
        """,
        """
        using GenTracker;

        [Tracker]
        public partial class Stream
        {
            /// <summary>The title.</summary>
            [TrackedAttr] // shown
            public partial string? Title // in lists
            {
                get; // read by all
                private set;
            }

            #region flags
            [TrackedAttr]
            // On air.
            partial bool Live
            {
                get;
                set; // once
            } // live
            #endregion
        }
        """);

    [Fact]
    public Task The_class_becomes_partial_with_it() => Verify.FixesAsync(
        """
        using GenTracker;

        [Tracker]
        public class {|GT0001:Stream|}
        {
            [TrackedAttr] public int {|GT0002:Hits|} { get; set; }
            [TrackedAttr] public bool {|GT0002:Live|} { get; set; }
        }
        """,
        """
        using GenTracker;

        [Tracker]
        public partial class Stream
        {
            [TrackedAttr] public partial int Hits { get; set; }
            [TrackedAttr] public partial bool Live { get; set; }
        }
        """);

    [Theory]
    [InlineData("public int {|GT0002:Hits|} => 5;")]
    [InlineData("public int {|GT0002:Hits|} { get => 5; set { } }")]
    [InlineData("public int {|GT0002:Hits|} { get { /* why */ return field; } set { field = value; } }")]
    [InlineData("public int {|GT0002:Hits|} { get; set; } = int.Parse(\"5\");")]
    [InlineData("public decimal {|GT0002:Price|} { get; set; } = 1.5m;")]
    [InlineData("public static int {|GT0002:Hits|} { get; set; } public static int Twice => Stream.Hits * 2;")]
    [InlineData("public abstract int {|GT0002:Hits|} { get; set; }")]
    [InlineData("public int {|GT0002:this|}[int index] => index;")]
    [InlineData("public ref int {|GT0002:Hits|} => ref _hits; private int _hits;")]
    [InlineData("int System.Collections.Generic.IReadOnlyCollection<int>.{|GT0002:Count|} { get; }")]
    [InlineData("static /* of all */ int {|GT0002:Hits|} { get; set; }")]
    [InlineData("[field: System.NonSerialized] public int {|GT0002:Hits|} { get; set; }")]
    public Task What_only_the_user_can_decide_is_left_to_him(string property) => Verify.FindsWithoutFixAsync(InClass("[TrackedAttr] " + property));

    [Theory]
    [InlineData("interface IBase { bool Live { get; init; } }", "public bool {|GT0002:Live|} { get; init; }")]
    [InlineData("interface IBase;", "public virtual string? {|GT0002:Title|} { get; }")]
    [InlineData("interface IBase;", "public override string {|GT0002:Message|} { get; } = \"\";")]
    public Task Accessors_that_others_rely_on_are_not_changed(string face, string property) => Verify.FindsWithoutFixAsync(
        $$"""
        using GenTracker;

        {{face}}

        [Tracker]
        partial class Fault : System.Exception, IBase
        {
            [TrackedAttr] {{property}}
        }
        """);

    [Fact]
    public async Task Line_ends_stay_as_they_are()
    {
        const string Wrong = """
            using GenTracker;

            class Stream
            {
                [TrackedAttr]
                public string? {|GT0003:Title|}
                {
                    get;
                }
            }
            """;
        string text = Markup.Strip(Wrong).ReplaceLineEndings("\r\n");

        string cured = await Verify.TextAsync(await Verify.FixOneByOneAsync(TestProject.Of(text)));

        Assert.Equal(cured.ReplaceLineEndings("\r\n"), cured);
        Assert.Contains("[Tracker]\r\npartial class", cured, System.StringComparison.Ordinal);
        Assert.Contains("private set;\r\n", cured, System.StringComparison.Ordinal);
    }

    private static string InClass(string property) =>
        $$"""
        using GenTracker;

        [Tracker]
        public abstract partial class Stream
        {
            {{property}}
        }
        """;
}
