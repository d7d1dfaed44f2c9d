using GenTracker.Tests.PublicApi;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What users compile against is written down in a file, so that every change of it shows in a diff.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_members_of_the_library_are_those_that_were_agreed_on()
    {
        string members = ApiText.Of(typeof(TrackerAttribute).Assembly.Location);

        Snapshot.Match(members, "PublicApi.verified.txt");
    }
}
