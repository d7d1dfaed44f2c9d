namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT0009.</summary>
public class DuplicateNameTests
{
    [Fact]
    public Task Reports_equal_names_in_all_files() => Verify.NoCodeFixAsync(
        """
        using GenTracker;
        [Tracker({|GT0009:Name = "jobs"|})] partial class Job;
        [Tracker(Name = "other")] partial class Other;
        """
        + TestProject.FileSeparator
        + """
        using GenTracker;
        partial class Server { [Tracker<int>({|GT0009:Name = "jobs"|})] partial class Job; }
        """);

    [Theory]
    [InlineData("[Tracker(Name = \"jobs\")] partial class Job; [Tracker(Name = \"Jobs\")] partial class Other;")]
    [InlineData("[Tracker(Name = \"Other\")] partial class Job; [Tracker] partial class Other;")]
    [InlineData("[Tracker] partial class Job; partial class Server { [Tracker] partial class Job; }")]
    public Task Allows_different_and_default_names(string types) => Verify.AnalyzerAsync("using GenTracker; " + types);
}
