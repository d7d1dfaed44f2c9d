using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What docs/other-generators.md says of other generators in the project of the tracked classes.</summary>
public class OtherGeneratorsTests(BuiltConsumers built) : IClassFixture<BuiltConsumers>
{
    private const string Room = """
        using System.Text.Json.Serialization;
        using GenTracker;

        namespace Acme.Rooms;

        [Tracker]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }

            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        """;

    [Fact]
    public async Task Generators_see_the_types_of_another_project_and_what_is_declared_by_hand()
    {
        built.BuildOf("Generators").Found();

        (await built["Generators"].RunAsync("App", "App")).Succeeded().Printed("""
            rooms/blue: {"key":"blue","incarnation":1,"guests":1,"title":"untitled"}
            rooms/blue/attrs: {"guests":1,"title":"untitled"}
            rooms: [{"key":"blue","incarnation":1,"guests":1,"title":"untitled"}]
            halls/great: {"guests":0,"key":"great","incarnation":1}
            halls/great/attrs: {"guests":0}
            halls/great/key: great: 1
            context: {"Guests":1,"Key":"great","Incarnation":1}
            Newtonsoft.Json: {"Guests":1,"Key":"great","Incarnation":1}
            data contract: {"Guests":1,"Title":"untitled"}
            Razor: <p>untitled: 1 of 1</p>
            MVVM: Guests changed
            Orleans: RoomAttrs { Guests = 1, Title = untitled }
            seats: 5
            """);
    }

    [Fact]
    public async Task A_JSON_context_that_would_lack_members_is_reported_at_its_line()
    {
        FreshFolder project = Web("").Write("Room.cs", Room + """
            public readonly partial record struct RoomAttrs;

            [JsonSerializable(typeof(Room))]
            [JsonSerializable(typeof(RoomAttrs))]
            internal sealed partial class AppJson : JsonSerializerContext;
            """);

        CommandResult build = (await project.BuildAsync()).Failed().Found("GT1020", "GT1020");

        Assert.Contains("Room.cs(15,26): error GT1020", build.Output, StringComparison.Ordinal);
        Assert.Contains("Room.cs(16,26): error GT1020", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_that_the_request_delegate_generator_does_not_see_are_reported_at_their_lines()
    {
        FreshFolder project = Web("""app.MapGet("/rooms", (RoomTracker rooms) => rooms.Count);""").Write("Room.cs", Room);

        CommandResult build = (await project.BuildAsync("-p:EnableRequestDelegateGenerator=true")).Failed();

        Assert.Contains("Program.cs(7,23): error GT1021", build.Output, StringComparison.Ordinal);
        Assert.All(Errors(build), static error => Assert.Contains("GeneratedRouteBuilderExtensions.g.cs", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Razor_without_declarations_fails_at_the_line_that_sets_the_parameter()
    {
        FreshFolder project = Web("").Write("Room.cs", Room)
            .Write("Show.razor", "@using Acme.Rooms\n@code { [Microsoft.AspNetCore.Components.Parameter] public RoomAttrs Attrs { get; set; } }\n")
            .Write("Page.razor", "@inject Acme.Rooms.RoomTracker Rooms\n<p>@Rooms.Count</p>\n<Show Attrs=\"@Rooms.First().ReadAttrs()\" />\n");

        CommandResult build = (await project.BuildAsync()).Failed();

        Assert.Contains(Errors(build), static error => error.Contains("Page.razor(3,15): error CS1503", StringComparison.Ordinal));
    }

    /// <summary>A web application with a tracker and a further statement.</summary>
    private static FreshFolder Web(string statement) => FreshFolder.Of("Web")
        .Write("Web.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="GenTracker" /></ItemGroup></Project>""")
        .Write("Program.cs", $$"""
            using Acme.Rooms;
            using Microsoft.Extensions.DependencyInjection;

            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
            builder.Services.AddTracker<RoomTracker>();
            WebApplication app = builder.Build();
            {{statement}}
            app.Run();
            """);

    private static string[] Errors(CommandResult build) =>
        [.. build.Output.Split('\n').Where(static line => line.Contains(": error CS", StringComparison.Ordinal))];
}
