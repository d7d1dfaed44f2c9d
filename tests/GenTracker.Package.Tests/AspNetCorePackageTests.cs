using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What is in the package <c>GenTracker.AspNetCore</c>, and a slim application that uses it under native AOT.</summary>
public class AspNetCorePackageTests(AspNetCorePackage package) : IClassFixture<AspNetCorePackage>
{
    [Fact]
    public void The_package_holds_the_library_and_nothing_else()
    {
        Assert.Equal(
            ["GenTracker.AspNetCore.nuspec", "README.md", "lib/net10.0/GenTracker.AspNetCore.dll", "lib/net10.0/GenTracker.AspNetCore.xml"],
            PackageContentTests.Files(PackedPackage.AspNetCore));
        Assert.Equal(
            ["GenTracker.AspNetCore.nuspec", "lib/net10.0/GenTracker.AspNetCore.pdb"], PackageContentTests.Files(PackedPackage.AspNetCoreSymbols));
    }

    [Fact]
    public void It_needs_the_library_of_its_version_and_the_framework_alone()
    {
        Nuspec nuspec = Nuspec.Of(PackedPackage.AspNetCore);

        Assert.Equal(
            [$"GenTracker {PackedPackage.Version}"],
            nuspec.Find("dependency").Select(static one => $"{(string?)one.Attribute("id")} {(string?)one.Attribute("version")}"));
        Assert.Equal(["Microsoft.AspNetCore.App"], nuspec.Find("frameworkReference").Select(static one => (string?)one.Attribute("name")));
    }

    [Fact]
    public void It_says_where_it_comes_from()
    {
        Assert.Empty(Nuspec.Of(PackedPackage.AspNetCore).Missing);
        Assert.Empty(SourceLinks.Read(PackedPackage.AspNetCoreSymbols, "lib/net10.0/GenTracker.AspNetCore.pdb").Lost);
    }

    [Fact]
    public void A_slim_application_is_published_without_a_warning() => package.Program.Log.Found();

    [Fact]
    public Task A_slim_application_does_what_it_does_under_the_runtime() => package.Program.PrintsWhatItShouldAsync();

    [Fact]
    public void The_package_suppresses_no_warning_of_trimming_or_of_native_compilation() => Assert.DoesNotContain(
        Directory.GetFiles(Path.Combine(MarkdownDocument.Repository, "src", "GenTracker.AspNetCore"), "*.cs", SearchOption.AllDirectories),
        static file => NativeTests.Suppression().IsMatch(File.ReadAllText(file)));
}
