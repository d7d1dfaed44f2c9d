namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1008.</summary>
public class StaticHandleTests
{
    [Theory]
    [InlineData("private static Room? {|GT1008:s_lobby|};")]
    [InlineData("public static Room? {|GT1008:Lobby|} { get; set; }")]
    [InlineData("private static readonly Room[] {|GT1008:All|} = [];")]
    [InlineData("private static readonly List<Room> {|GT1008:All|} = [];")]
    [InlineData("private static readonly Dictionary<string, List<Room>> {|GT1008:All|} = [];")]
    [InlineData("private static Lazy<Task<Room>>? {|GT1008:s_lobby|};")]
    public Task Reports_static_children(string member) => Verify.NoCodeFixAsync(UsageCode.InServer(Uses + member));

    [Theory]
    [InlineData("private Room? _lobby;\npublic Room? Lobby => _lobby;")]
    [InlineData("public static Room? Lobby(RoomTracker rooms) => rooms.Find(\"lobby\");")]
    [InlineData("public static readonly RoomTracker All = new();\npublic static Room? Lobby => All.Find(\"lobby\");")]
    [InlineData("public static readonly Func<Room, bool> IsOpen = room => room.Open;")]
    [InlineData("public static WeakReference<Room>? Last;")]
    [InlineData("public static string Lobby = \"lobby\";")]
    public Task Allows_static_members_without_children(string member) => Verify.AnalyzerAsync(UsageCode.InServer(Uses + member));

    private const string Uses = "public object Own => (rooms, jobs);\n";
}
