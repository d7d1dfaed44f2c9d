using System.IO;
using GenTracker.Generators.Tests.Harness;
using Xunit;

namespace GenTracker.Generators.Tests;

public class SnapshotTests
{
    [Fact]
    public void The_file_shown_in_the_documentation_is_what_is_generated() =>
        Snapshot.MatchFile(Generation.Of(Sources.LiveStream).File, Path.Combine(Snapshot.Root(), "docs", "generated", "LiveStream.g.cs"));
}
