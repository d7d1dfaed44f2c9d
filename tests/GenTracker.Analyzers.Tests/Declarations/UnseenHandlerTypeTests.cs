using System.Globalization;

namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT1021, beside ASP.NET Core's own generator of request delegates.</summary>
public class UnseenHandlerTypeTests
{
    private const string DeclaredTracker = "namespace Acme { public partial class RoomTracker : Tracker<string, Room>; }\n";

    private const string DeclaredAttrs = "namespace Acme { public readonly partial record struct RoomAttrs; }\n";

    [Theory]
    [InlineData("app.MapGet(\"/\", ({|GT1021:RoomTracker|} rooms) => rooms.Count);", "")]
    [InlineData("app.MapPost(\"/\", (string name, {|GT1021:RoomTracker|} rooms) => { rooms.IncrementGuests(name); });", "")]
    [InlineData("app.MapPut(\"/\", ([FromServices] {|GT1021:RoomTracker|} rooms) => 1);", "")]
    [InlineData("app.MapDelete(\"/\", ({|GT1021:RoomTracker?|} rooms) => 1);", "")]
    [InlineData("app.MapPatch(\"/\", ({|GT1021:IEnumerable<RoomAttrs>|} attrs) => 1);", "")]
    [InlineData("app.Map(\"/\", ({|GT1021:RoomAttrs[]|} attrs) => 1);", "")]
    [InlineData("app.MapMethods(\"/\", [\"GET\"], ({|GT1021:RoomTracker|} rooms) => 1);", "")]
    [InlineData("app.MapFallback(({|GT1021:RoomTracker|} rooms) => 1);", "")]
    [InlineData("app.MapGroup(\"/\").MapGet(\"/\", ({|GT1021:RoomTracker|} rooms) => 1);", "")]
    [InlineData("app.MapGet(\"/\", ({|GT1021:BoxTracker|} boxes) => 1);", "")]
    [InlineData("app.MapGet(\"/\", {|GT1021:RoomAttrs|} (Room room) => room.ReadAttrs());", "")]
    [InlineData("app.MapGet(\"/\", {|GT1021:Task<RoomAttrs?>|} (Room room) => throw new NotSupportedException());", "")]
    [InlineData("app.MapGet(\"/\", {|GT1021:(RoomAttrs, int)|} (Room room) => (room.ReadAttrs(), 1));", "")]
    [InlineData("app.MapGet(\"/\", (Room room) {|GT1021:=>|} room.ReadAttrs());", "")]
    [InlineData("app.MapGet(\"/\", (Room room) {|GT1021:=>|} room.Key);", "")]
    [InlineData("app.MapGet(\"/\", (Room room) {|GT1021:=>|} { var key = room.Key; return key; });", "")]
    [InlineData("app.MapGet(\"/\", (Suite suite) {|GT1021:=>|} suite?.Key);", "")]
    [InlineData("app.MapGet(\"/\", (Room room) {|GT1021:=>|} Results.Ok(room.ReadAttrs()).ToString() + room.Completion.Result);", "")]
    [InlineData("app.MapGet(\"/\", async (string name, {|GT1021:RoomTracker|} rooms) {|GT1021:=>|} await rooms.FindOrOpenAsync(name));", "")]
    [InlineData("app.MapGet(\"/\", async (string name, RoomTracker rooms) {|GT1021:=>|} await rooms.FindOrOpenAsync(name));", DeclaredTracker)]
    [InlineData("app.MapGet(\"/\", (string name, RoomTracker rooms) {|GT1021:=>|} rooms.Find(name)?.IncrementGuests());", DeclaredTracker)]
    [InlineData("app.MapGet(\"/\", (Acme.RoomTracker rooms) {|GT1021:=>|} rooms.Count);", "")]
    [InlineData("app.MapGet(\"/\", (HallTracker halls) {|GT1021:=>|} halls.Count);", "")]
    [InlineData(
        "app.MapGet(\"/\", (HttpContext context) {|GT1021:=>|} context.RequestServices.GetRequiredService<RoomTracker>().GetChildren());", "")]
    [InlineData("app.MapGet(\"/\", Handlers.Count);", "static class Handlers { public static int Count({|GT1021:RoomTracker|} rooms) => 1; }")]
    [InlineData("app.MapGet(\"/\", Handlers.Read);", "static class Handlers { public static {|GT1021:RoomAttrs|} Read(Room room) => room.ReadAttrs(); }")]
    [InlineData(
        "app.MapGet(\"/\", Handlers.Count);",
        "static class Handlers { public static readonly Func<RoomTracker, int> Count = ({|GT1021:RoomTracker|} rooms) => 1; }")]
    [InlineData("app.MapGet(\"/\", Count); static int Count({|GT1021:RoomTracker|} rooms) => 1;", "")]
    [InlineData("app.MapGet(\"/a\", Count); app.MapGet(\"/b\", Count); static int Count({|GT1021:RoomTracker|} rooms) => 1;", "")]
    [InlineData("app.MapGet(\"/\", ([AsParameters] Query query) => 1);", "record Query(string Name, {|GT1021:RoomTracker|} Rooms);")]
    [InlineData("app.MapGet(\"/\", ([AsParameters] Query query) => 1);", "class Query { public {|GT1021:RoomTracker?|} Rooms { get; set; } }")]
    public async Task Reports_what_makes_the_other_generators_code_wrong(string statement, string declarations)
    {
        Analysis analysis = await Verify.AnalyzerAsync(Application(statement, declarations));

        Assert.Contains(analysis.FromCompiler, static found => IsError(found) && IsOfOtherGenerator(found));
        Assert.DoesNotContain(analysis.FromCompiler, static found => IsError(found) && !IsOfOtherGenerator(found));
    }

    [Theory]
    [InlineData("app.MapGet(\"/\", (RoomTracker rooms) => rooms.Count);", DeclaredTracker)]
    [InlineData("app.MapGet(\"/\", async Task<Room> (string name, RoomTracker rooms) => await rooms.FindOrOpenAsync(name));", DeclaredTracker)]
    [InlineData("app.MapGet(\"/\", (string name, RoomTracker rooms) => { rooms.IncrementGuests(name); });", DeclaredTracker)]
    [InlineData("app.MapGet(\"/\", RoomAttrs? (string name, RoomTracker rooms) => rooms.Find(name)?.ReadAttrs());", DeclaredTracker + DeclaredAttrs)]
    [InlineData("app.MapGet(\"/\", (Room room) => room.Guests);", "")]
    [InlineData("app.MapGet(\"/\", string (Room room) => room.Key);", "")]
    [InlineData("app.MapGet(\"/\", (Room room) => $\"{room.Key}\");", "")]
    [InlineData("app.MapGet(\"/\", (global::Acme.RoomTracker rooms) => 1);", "")]
    [InlineData("app.MapGet(\"/\", (Acme.RoomTracker rooms) => 1);", "")]
    [InlineData("app.MapGet(\"/\", (Rooms rooms) => 1);", "")]
    [InlineData("app.MapGet(\"/\", (Shed.BoxTracker boxes) => 1);", "")]
    [InlineData("app.MapGet(\"/\", (HallTracker halls) => 1);", "")]
    [InlineData("app.MapGet(\"/\", HallAttrs? (string name) => null);", "")]
    [InlineData(
        "app.MapGet(\"/\", async (HttpContext context) => { await context.RequestServices.GetRequiredService<RoomTracker>().FindOrOpenAsync(\"a\"); });", "")]
    [InlineData("app.MapGet(\"/\", (RequestDelegate)(async context => await context.Response.WriteAsync(\"\")));", "")]
    [InlineData("app.MapGet(\"/\", () => 5);", "")]
    [InlineData(
        "new Maps().MapGet(\"/\", (RoomTracker rooms) => rooms.Count);",
        "class Maps { public void MapGet(string path, Func<RoomTracker, int> handler) { } }")]
    public async Task Allows_what_the_other_generator_can_write(string statement, string declarations) =>
        await (await Verify.AnalyzerAsync(Application(statement, declarations))).AssertCleanAsync();

    /// <summary>The other generator's code has the usings of all files too.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", (RoomTracker rooms) => 1);", "global using Acme;")]
    [InlineData("app.MapGet(\"/\", RoomAttrs? (string name) => null);", "global using global::Acme;")]
    [InlineData("app.MapGet(\"/\", (BoxTracker boxes) => 1);", "global using static Acme.Shed;")]
    public async Task Allows_names_that_are_known_everywhere(string statement, string globalUsings) =>
        await (await Verify.AnalyzerAsync(Application(statement, "", globalUsings: globalUsings))).AssertCleanAsync();

    [Fact]
    public Task Without_the_other_generator_nothing_is_reported() => Verify.AnalyzerAsync(Application(
        "app.MapGet(\"/\", async (string name, RoomTracker rooms) => await rooms.FindOrOpenAsync(name));", "", isOn: false));

    /// <summary>A mistake of the user's own is the compiler's to report.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", (Rom room) => 1);")]
    [InlineData("app.MapGet(\"/\", (StrangeTracker strange) => strange.Count);")]
    [InlineData("app.MapGet(\"/\", (string name) => nothing.At(name));")]
    public Task Mistakes_that_have_nothing_to_do_with_generated_types_are_not_reported(string statement) => Verify.AnalyzerAsync(Application(statement, ""));

    [Fact]
    public async Task A_message_says_what_to_declare()
    {
        Analysis analysis = await Analysis.RunAsync(TestProject.Create(Application(
            "app.MapGet(\"/\", (RoomTracker rooms, BoxTracker boxes, RoomAttrs attrs) => 1);", "")));

        string[] remedies = [.. analysis.FromGenerator.Select(static found => found.GetMessage(CultureInfo.InvariantCulture).Split("; ")[1])];
        Assert.Equal(
            [
                "declare 'public partial class RoomTracker : Tracker<string, Room>;' beside 'Room', or move 'Room' to a class library",
                "declare 'internal partial class BoxTracker : Tracker<Guid, Box>;' beside 'Box', or move 'Box' to a class library",
                "declare 'public readonly partial record struct RoomAttrs;' beside 'Room', or move 'Room' to a class library",
            ],
            remedies);
    }

    private static bool IsError(Diagnostic found) => found.Severity == DiagnosticSeverity.Error;

    private static bool IsOfOtherGenerator(Diagnostic found) =>
        found.Location.SourceTree!.FilePath.EndsWith("GeneratedRouteBuilderExtensions.g.cs", StringComparison.Ordinal);

    /// <summary>An application with tracked classes in a namespace, in a type, and in no namespace.</summary>
    private static string Application(string statement, string declarations, bool isOn = true, string globalUsings = "") => string.Join(
        TestProject.FileSeparator,
        isOn ? $"// {TestProject.RequestDelegates}" : "",
        WebProject.Usings + "\nglobal using GenTracker; global using Microsoft.AspNetCore.Mvc;" + globalUsings,
        """
        namespace Acme
        {
            [Tracker] public partial class Room : ITrackedChild
            {
                [TrackedAttr] public partial int Guests { get; }

                public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
            }

            public class Suite : Room;

            public partial class Shed { [Tracker<Guid>] internal partial class Box; }
        }

        [Tracker] public partial class Hall;
        """,
        $$"""
        using Acme;
        using static Acme.Shed;
        using Rooms = Acme.RoomTracker;

        {{declarations}}
        static class Program { static void Map(WebApplication app) { {{statement}} } }
        """);
}
