using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>Commands of the pages, typed as they stand there, save for what makes them short.</summary>
/// <remarks>They come after the packing, which builds in the same folders.</remarks>
public class ShortCommandTests : IClassFixture<Templates>
{
    public static TheoryData<string> Scripts => [.. CommandRegister.All.Select(static entry => entry.Short?.Script).OfType<string>().Distinct()];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task It_shows_what_its_page_says(string script)
    {
        CommandResult result = (await Shell.RunAsync(MarkdownDocument.Repository, script)).Succeeded();

        Assert.All(CommandRegister.All.Where(entry => entry.Short?.Script == script), entry => entry.Short!.Sees(result));
    }
}
