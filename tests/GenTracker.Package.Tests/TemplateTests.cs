using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using GenTracker.Package.Tests.DocumentedCommands;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The templates as somebody meets them who has installed their package.</summary>
/// <remarks>That a service is built, tested and run is the affair of <see cref="WordByWordTests"/>.</remarks>
public class TemplateTests(Templates templates) : IClassFixture<Templates>
{
    [Fact]
    public async Task A_service_whose_name_is_no_identifier_has_files_of_that_name_and_a_namespace_that_is_one()
    {
        string folder = PackedPackage.NewFolder("Service");
        (await templates.NewAsync(folder, "gentracker-service", "-n", "acme-jobs", "--no-restore")).Succeeded();

        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
        string[] texts = [.. files.Select(file => File.ReadAllText(Path.Combine(folder, file)))];
        Assert.Contains("acme-jobs/acme-jobs.slnx", files);
        Assert.Contains(
            """<ProjectReference Include="../acme-jobs/acme-jobs.csproj" />""",
            texts[Array.IndexOf(files, "acme-jobs/acme-jobs.Tests/acme-jobs.Tests.csproj")],
            StringComparison.Ordinal);
        Assert.Equal(
            ["namespace acme_jobs.Tests;", "namespace acme_jobs;", "using acme_jobs;"],
            texts.SelectMany(static text => text.ReplaceLineEndings("\n").Split('\n'))
                .Where(static line => line.Contains("acme_jobs", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(texts, static text => text.Contains("Company", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_refers_to_the_package_of_the_templates_own_version()
    {
        using ZipArchive archive = await ZipFile.OpenReadAsync(Templates.Package);
        Dictionary<string, string> versions = [];
        foreach (ZipArchiveEntry project in archive.Entries.Where(entry => entry.Name.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            await using Stream stream = await project.OpenAsync();
            foreach (XElement reference in XDocument.Load(stream).Descendants("PackageReference"))
            {
                versions.Add((string)reference.Attribute("Include")!, (string)reference.Attribute("Version")!);
            }
        }

        Dictionary<string, string> tested = XDocument.Load(Path.Combine(MarkdownDocument.Repository, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(version => (string)version.Attribute("Include")!, version => (string)version.Attribute("Version")!);
        Assert.Equal(PackedPackage.Version, versions["GenTracker"]);
        Assert.Equal(PackedPackage.Version, versions["GenTracker.AspNetCore"]);
        Assert.All(
            versions.Where(static version => !version.Key.StartsWith("GenTracker", StringComparison.Ordinal)),
            version => Assert.Equal(tested[version.Key], version.Value));
    }

    [Fact]
    public async Task Children_of_each_key_type_are_added_to_a_project_and_run()
    {
        FreshFolder project = FreshFolder.Of("Worker").Write("Program.cs", """
            using GenTracker;
            using Worker;
            using Acme.Meters;

            await using SessionTracker sessions = new();
            await using MeterTracker meters = new();
            await using LineTracker lines = new();
            await using FrameTracker frames = new();
            Session session = await sessions.FindOrOpenAsync("a");
            Meter meter = await meters.FindOrOpenAsync(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            Line line = await lines.FindOrOpenAsync(4);
            Frame frame = await frames.FindOrOpenAsync(5_000_000_000);
            await sessions.WaitForAsync("a", child => child.Status == "running");
            session.IncrementDone(3);
            await sessions.StopAsync("a");
            Console.WriteLine($"{session.Key}: {session.Done}, {(await session.Completion).Reason}; {meter.Key}, {line.Key}, {frame.Key}");
            """);
        (await project.DotnetAsync("restore")).Succeeded();    // dotnet new asks only a restored project for its namespace
        (await templates.NewAsync(project.FullName, "gentracker-child", "-n", "Session")).Succeeded();
        (await templates.NewAsync(project.FullName, "gentracker-child", "-n", "Meter", "--key", "Guid", "--namespace", "Acme.Meters")).Succeeded();
        (await templates.NewAsync(project.FullName, "gentracker-child", "-n", "Line", "--key", "int")).Succeeded();
        (await templates.NewAsync(project.FullName, "gentracker-child", "-n", "Frame", "--key", "long")).Succeeded();

        (await project.BuildAsync()).Succeeded().Found("GT0011", "GT1001");

        (await project.RunAsync("Worker")).Succeeded().Printed("a: 3, Stopped; 00000001-0002-0003-0405-060708090a0b, 4, 5000000000");
    }
}
