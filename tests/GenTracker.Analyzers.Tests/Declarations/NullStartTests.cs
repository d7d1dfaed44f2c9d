namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT0012.</summary>
public class NullStartTests
{
    [Theory]
    [InlineData("[TrackedAttr] public partial string {|GT0012:Title|} { get; set; }")]
    [InlineData("[TrackedAttr(Default = null)] public partial string {|GT0012:Title|} { get; set; }")]
    [InlineData("[TrackedAttr] public partial string {|GT0012:Title|} { get; set; } public Room() { } public Room(string title) { Title = title; }")]
    [InlineData("[TrackedAttr] public partial string {|GT0012:Title|} { get; set; } public Room(Room other) { other.Title = \"x\"; }")]
    [InlineData("[TrackedAttr] public partial string {|GT0012:Title|} { get; set; } public void Rename() { Title = \"x\"; }")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string {|GT0012:Title|} { get; set; } private static string? Make() => null;")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string {|GT0012:Title|} { get; set; } private static string? Make => null;")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string {|GT0012:Title|} { get; set; } private static readonly string? Make = null;")]
    [InlineData(
        "[TrackedAttr] public partial Room {|GT0012:Next|} { get; private set; } [TrackedAttr] public partial string Title { get; set; } " +
        "public Room() { Title = \"x\"; }")]
    public Task Reports_attributes_that_start_as_null(string members) => Verify.NoCodeFixAsync(Source(members));

    [Theory]
    [InlineData("[TrackedAttr(Default = \"x\")] public partial string Title { get; set; }")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string Title { get; set; } private static string Make() => \"x\";")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string Title { get; set; } private static readonly string Make = \"x\";")]
    [InlineData("[TrackedAttr(DefaultFrom = nameof(Make))] public partial string Title { get; set; } private const string Make = \"x\";")]
    [InlineData("[TrackedAttr] public partial string? Title { get; set; }")]
    [InlineData("[TrackedAttr] public partial int Players { get; set; }")]
    [InlineData("[TrackedAttr] public required partial string Title { get; set; }")]
    [InlineData("[TrackedAttr] public partial string Title { get; set; } public Room(string title) => Title = title;")]
    [InlineData("[TrackedAttr] public partial string Title { get; set; } public Room(string title) { (Title, _) = (title, 5); }")]
    [InlineData("[TrackedAttr] public partial string Title { get; set; } public Room(string title) => Title = title; public Room() : this(\"x\") { }")]
    [InlineData("[TrackedAttr] public partial string Title { get; set; } public Room() => Rename(); private void Rename() => Title = \"x\";")]
    [InlineData("[TrackedAttr] public partial string Title { get; set; } public partial Room(); public partial Room() => Title = \"x\";")]
    [InlineData("[property: System.Diagnostics.CodeAnalysis.MaybeNull] [TrackedAttr] public partial string Title { get; set; }")]
    [InlineData("public string Title { get; set; } = \"x\";")]
    public Task Allows_attributes_that_are_set_or_nullable(string members) => Verify.AnalyzerAsync(Source(members));

    [Theory]
    [InlineData("[Tracker] public abstract partial class Room { [TrackedAttr] public partial string Title { get; set; } }")]
    [InlineData("#nullable disable\n[Tracker] public partial class Room { [TrackedAttr] public partial string Title { get; set; } }")]
    [InlineData("""
        [Tracker]
        public partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial string Title { get; private set; }
            public Task StartAsync(CancellationToken cancellationToken) { Title = "x"; return Task.CompletedTask; }
            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }
        """)]
    public Task Allows_attributes_that_are_set_before_the_child_can_be_found(string type) => Verify.AnalyzerAsync(Using + type);

    private const string Using = "using System.Threading;\nusing System.Threading.Tasks;\nusing GenTracker;\n";

    private static string Source(string members) => Using + "[Tracker] public partial class Room { " + members + " }\n";
}
