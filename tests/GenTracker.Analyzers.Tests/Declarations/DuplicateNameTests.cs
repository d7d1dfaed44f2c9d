using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT0009.</summary>
public class DuplicateNameTests
{
    [Fact]
    public Task Equal_names_are_found_in_all_files() => Verify.FindsWithoutFixAsync(
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
    public Task Names_that_differ_or_were_not_given_are_left_in_peace(string types) => Verify.FindsAsync("using GenTracker; " + types);
}
