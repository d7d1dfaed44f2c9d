namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>The pages that more than one place names, as paths within the repository.</summary>
internal static class Pages
{
    public const string
        Readme = "README.md",
        StartPage = "docs/start.md",
        ClusterPage = "docs/cluster.md",
        LiveStreams = "samples/LiveStreams/README.md",
        ClusteredRooms = "samples/ClusteredRooms/README.md",
        TemplatesPage = "templates/GenTracker.Templates/README.md";
}
