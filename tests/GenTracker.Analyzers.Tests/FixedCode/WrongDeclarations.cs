namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>Declarations that a rule reports and that a fix can change.</summary>
internal static class WrongDeclarations
{
    private const string Run = "    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);\n";

    public static readonly string[] All =
    [
        "/// <summary>Seats.</summary>\npublic class Outer\n{\n    // Inside.\n    [Tracker]\n    public sealed class Hall\n    {\n    }\n}",
        "public static class Outer\n{\n    [Tracker] internal class Hall;\n}",
        "public interface Outer\n{\n    [Tracker]\n    class Hall\n    {\n    }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    /// <summary>Guests.</summary>\n    [TrackedAttr]\n    public int Guests { get; set; }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr] public string Title { get; init; } = \"none\"; // so far\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr(Survives = true)] public static int Guests { get; set; } = 5;\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr]\n    public int Guests\n    {\n        get => field;\n        set => field = value;\n" +
            "    }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr] public string? Title { get; }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr]\n    public string? Title\n    {\n        get;\n    }\n}",
        "// A hall.\npublic class Hall\n{\n    [TrackedAttr] public int Guests { get; set; }\n\n    [TrackedAttr] public long Bytes { get; }\n}",
        "public class Outer\n{\n    /// <summary>A hall.</summary>\n    [Serializable]\n    public class Hall\n    {\n" +
            "        [GenTracker.TrackedAttr] public int Guests { get; set; }\n    }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr] public partial Dictionary<string, int>? Scores { get; set; }\n}",
        "[Tracker]\npublic partial class Hall\n{\n    [TrackedAttr] public partial int[]? Turns { get; set; } // each turn\n}",
        $"[Tracker]\npublic partial class Hall : ITrackedChild\n{{\n{Run}\n    public void AfterTerminate(ChildExit how)\n    {{\n" +
            $"        Console.WriteLine(how);\n    }}\n}}",
        $"[Tracker]\npublic partial class Hall : ITrackedChild\n{{\n{Run}\n    public async void StartAsync()\n    {{\n        await Task.Yield();\n    }}\n}}",
        $"[Tracker]\npublic partial class Hall : ITrackedChild\n{{\n{Run}\n    internal Task AfterTerminateAsync(ChildExit how) => Task.CompletedTask;\n}}",
        "[Tracker]\npublic partial class Hall\n{\n    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => " +
            "Task.CompletedTask;\n}",
        $"[Tracker]\npublic partial class Hall(string key, Microsoft.Extensions.Logging.ILogger<Hall> log) : ITrackedChild\n{{\n" +
            $"    public string Shown => $\"{{key}}{{log}}\";\n\n{Run}}}",
        "using System.Text.Json;\nusing System.Text.Json.Serialization;\n\n[Tracker]\npublic partial class Hall\n{\n" +
            "    [TrackedAttr] public partial int Guests { get; set; }\n}\n\n" +
            "[JsonSerializable(typeof(Hall))]\npublic abstract partial class HallJson(JsonSerializerOptions options) : JsonSerializerContext(options);",
        "using System.Text.Json;\nusing System.Text.Json.Serialization;\n\npublic partial class Outer\n{\n    [Tracker] public partial class Hall;\n\n" +
            "    [JsonSerializable(typeof(Hall))]\n    public abstract partial class HallJson(JsonSerializerOptions options) : " +
            "JsonSerializerContext(options);\n}",
        "[Tracker]\npublic partial class Hall(\n    string key,\n    // For lines.\n    Microsoft.Extensions.Logging.ILogger<Hall> log) : ITrackedChild\n{\n" +
            $"    public string Shown => $\"{{key}}{{log}}\";\n\n{Run}}}",
    ];
}
