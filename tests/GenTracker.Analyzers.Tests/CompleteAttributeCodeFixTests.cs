using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests;

/// <summary>GT0002 and its fix.</summary>
public class CompleteAttributeCodeFixTests
{
    [Theory]
    [InlineData("public {+partial +}int {|GT0002:Hits|} { get; set; }")]
    [InlineData("{+partial +}int {|GT0002:Hits|} { get; }")]
    [InlineData("public {+partial +}string? {|GT0002:Title|} { get; {+private set; +}}")]
    [InlineData("public partial string? {|GT0002:Title|} { get; {+private set; +}}")]
    [InlineData("private {+partial +}string? {|GT0002:Title|} { get; {+set; +}}")]
    [InlineData("public {+partial +}System.TimeSpan {|GT0002:Busy|} { get; }")]
    [InlineData("public partial bool {|GT0002:Live|} { get; {-init-}{+set+}; }")]
    [InlineData("public {+partial +}bool {|GT0002:Live|} { get; private {-init-}{+set+}; }")]
    [InlineData("public {-static-}{+partial+} int {|GT0002:Hits|} { get; set; }")]
    [InlineData("{-static-}{+partial+} int {|GT0002:Hits|} { get; set; }")]
    [InlineData("public {+partial +}int {|GT0002:Hits|} { {+get; +}set; }")]
    [InlineData("public {+partial +}int {|GT0002:Hits|} { get{- => field-}; set{- => field = value-}; }")]
    [InlineData("public {+partial +}int {|GT0002:Hits|} { get{- { return field-}{+; set+}; }{- set { field = value; } }-}")]
    [InlineData("public virtual {+partial +}int {|GT0002:Hits|} { get; set; }")]
    [InlineData("public\n        {+partial +}int {|GT0002:Hits|}\n        { get; set; }")]
    public Task Fix_makes_the_property_a_partial_definition(string change) => Verify.CodeFixAsync(InClass("[TrackedAttr] " + change));

    [Theory]
    [InlineData("[TrackedAttr{+(Default = 5)+}] public {+partial +}int {|GT0002:Hits|} { get; set; }{- = 5;-}")]
    [InlineData("[TrackedAttr] public {+partial +}int {|GT0002:Hits|} { get; set; } {-= 0; -}// none")]
    [InlineData("[TrackedAttr] public {+partial +}bool {|GT0002:Live|} { get; set; }{- = false;-}")]
    [InlineData("[TrackedAttr{+(Default = 'x')+}] public {+partial +}char {|GT0002:Letter|} { get; set; }{- = 'x';-}")]
    [InlineData("[TrackedAttr{+(Default = 0)+}] public {+partial +}int? {|GT0002:Limit|} { get; set; }{- = 0;-}")]
    [InlineData("[TrackedAttr] public {+partial +}string {|GT0002:Title|} { get; set; }{- = null!;-}")]
    [InlineData("[TrackedAttr(Survives = true{+, Default = \"untitled\"+})] public {+partial +}string {|GT0002:Title|} { get; set; }{- = \"untitled\";-}")]
    [InlineData(
        "[TrackedAttr{+(Default = System.DayOfWeek.Friday)+}] public {+partial +}System.DayOfWeek {|GT0002:Day|} { get; set; }{- = System.DayOfWeek.Friday;-}")]
    public Task Fix_turns_a_constant_initializer_into_the_default(string change) => Verify.CodeFixAsync(InClass(change));

    [Fact]
    public Task Fix_keeps_comments_and_lines() => Verify.CodeFixAsync(
        """
        using GenTracker;

        [Tracker]
        public partial class Stream
        {
            /// <summary>The title.</summary>
            [TrackedAttr] // shown
            public {+partial +}string? {|GT0002:Title|} // in lists
            {
                get; // read by all{+
                private set;+}
            }

            #region flags
            [TrackedAttr]
            // On air.
            {-static-}{+partial+} bool {|GT0002:Live|}
            {
                get;
                {-init-}{+set+}; // once
            } // live
            #endregion
        }
        """);

    [Fact]
    public Task Fix_makes_the_class_partial_too() => Verify.CodeFixAsync(
        """
        using GenTracker;

        [Tracker]
        public {+partial +}class {|GT0001:Stream|}
        {
            [TrackedAttr] public {+partial +}int {|GT0002:Hits|} { get; set; }
            [TrackedAttr] public {+partial +}bool {|GT0002:Live|} { get; set; }
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
    public Task No_fix_if_only_the_user_can_decide(string property) => Verify.NoCodeFixAsync(InClass("[TrackedAttr] " + property));

    [Fact]
    public Task No_fix_if_another_generator_implements_the_property() => Verify.NoCodeFixAsync(
        InClass("[TrackedAttr, CommunityToolkit.Mvvm.ComponentModel.ObservableProperty] public partial int {|GT0002:Hits|} { get; set; }")
            + "\nnamespace CommunityToolkit.Mvvm.ComponentModel { class ObservablePropertyAttribute : System.Attribute; }\n");

    [Theory]
    [InlineData("interface IBase { bool Live { get; init; } }", "public bool {|GT0002:Live|} { get; init; }")]
    [InlineData("interface IBase;", "public virtual string? {|GT0002:Title|} { get; }")]
    [InlineData("interface IBase;", "public override string {|GT0002:Message|} { get; } = \"\";")]
    public Task No_fix_if_other_types_rely_on_the_accessors(string types, string property) => Verify.NoCodeFixAsync(
        $$"""
        using GenTracker;

        {{types}}

        [Tracker]
        partial class Fault : System.Exception, IBase
        {
            [TrackedAttr] {{property}}
        }
        """);

    [Fact]
    public async Task Fix_keeps_line_ends()
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

        string fixedSource = await FixRunner.TextAsync(await Verify.Fixes.FixOneByOneAsync(TestProject.Create(text)));

        Assert.Equal(fixedSource.ReplaceLineEndings("\r\n"), fixedSource);
        Assert.Contains("[Tracker]\r\npartial class", fixedSource, StringComparison.Ordinal);
        Assert.Contains("private set;\r\n", fixedSource, StringComparison.Ordinal);
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
