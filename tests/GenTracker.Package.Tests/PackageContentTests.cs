using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What is in the package, and what is not.</summary>
public class PackageContentTests : IClassFixture<PackedPackage>
{
    /// <summary>What every package has, whatever is packed.</summary>
    private static readonly string[] Envelope = ["[Content_Types].xml", "_rels/", "package/"];

    [Fact]
    public void Packing_makes_one_package_and_its_symbols()
    {
        string[] others =
        [
            Templates.Package,
            PackedPackage.AspNetCore, PackedPackage.AspNetCoreSymbols,
            PackedPackage.Orleans, PackedPackage.OrleansSymbols,
            PackedPackage.PostgreSql, PackedPackage.PostgreSqlSymbols,
        ];

        string[] made = [.. Directory.GetFiles(PackedPackage.Feed).Except(others).Order(StringComparer.Ordinal)];

        Assert.Equal([PackedPackage.File, PackedPackage.Symbols], made);
    }

    [Fact]
    public void The_package_holds_the_library_what_the_compiler_needs_and_nothing_else()
    {
        Assert.Equal(
            [
                "GenTracker.nuspec",
                "README.md",
                "analyzers/dotnet/cs/GenTracker.Analyzers.dll",
                "analyzers/dotnet/cs/GenTracker.CodeFixes.dll",
                "analyzers/dotnet/cs/GenTracker.Generators.dll",
                "buildTransitive/net10.0/GenTracker.targets",
                "lib/net10.0/GenTracker.dll",
                "lib/net10.0/GenTracker.xml",
            ],
            Files(PackedPackage.File));
    }

    [Fact]
    public void The_symbols_are_those_of_the_library()
    {
        Assert.Equal(["GenTracker.nuspec", "lib/net10.0/GenTracker.pdb"], Files(PackedPackage.Symbols));
    }

    [Fact]
    public void The_package_depends_on_abstractions_and_options_only()
    {
        string[] dependencies =
        [
            .. Nuspec.Of(PackedPackage.File).Find("dependency")
                .Select(dependency => $"{(string?)dependency.Parent!.Attribute("targetFramework")}: "
                    + $"{(string?)dependency.Attribute("id")} {(string?)dependency.Attribute("version")}"),
        ];

        Assert.Equal(
            [
                "net10.0: Microsoft.Extensions.DependencyInjection.Abstractions 10.0.0",
                "net10.0: Microsoft.Extensions.Hosting.Abstractions 10.0.0",
                "net10.0: Microsoft.Extensions.Logging.Abstractions 10.0.0",
                "net10.0: Microsoft.Extensions.Options 10.0.0",
            ],
            dependencies);
    }

    [Fact]
    public void The_packages_page_leads_to_the_repository_from_wherever_it_is_shown()
    {
        using ZipArchive archive = ZipFile.OpenRead(PackedPackage.File);
        string page = Encoding.UTF8.GetString(Bytes(archive.GetEntry("README.md")!));

        Assert.Contains($"]({SourceLinks.Repository}/blob/main/docs/promises.md)", page, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Path.Combine(MarkdownDocument.Repository, "README.md")).TrimEnd(),
            page.Replace($"]({SourceLinks.Repository}/blob/main/", "](", StringComparison.Ordinal).TrimEnd());
    }

    [Fact]
    public void The_package_says_where_it_comes_from()
    {
        Nuspec nuspec = Nuspec.Of(PackedPackage.File);
        XElement repository = nuspec.Find("repository").Single();

        Assert.Equal(("git", SourceLinks.Repository), ((string?)repository.Attribute("type"), (string?)repository.Attribute("url")));
        Assert.Matches("^[0-9a-f]{40}$", (string?)repository.Attribute("commit"));
        Assert.Empty(nuspec.Missing);
    }

    [Fact]
    public void A_debugger_finds_every_source_of_the_library()
    {
        SourceLinks links = SourceLinks.Read(PackedPackage.Symbols, "lib/net10.0/GenTracker.pdb");

        Assert.Empty(links.Lost);
        Assert.Contains("src/GenTracker/Tracker.cs", links.Linked);
        Assert.Matches("^https://raw\\.githubusercontent\\.com/gentracker/gentracker/[0-9a-f]{40}/\\*$", links.Target);
    }

    [Fact]
    public void The_symbols_belong_to_the_packed_library()
    {
        using ZipArchive package = ZipFile.OpenRead(PackedPackage.File);
        using ZipArchive symbols = ZipFile.OpenRead(PackedPackage.Symbols);
        using PEReader library = new(new MemoryStream(Bytes(package.GetEntry("lib/net10.0/GenTracker.dll")!)));
        using MetadataReaderProvider pdb =
            MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(symbols.GetEntry("lib/net10.0/GenTracker.pdb")!)));
        DebugDirectoryEntry entry = library.ReadDebugDirectory().First(entry => entry.Type == DebugDirectoryEntryType.CodeView);

        BlobContentId id = new(pdb.GetMetadataReader().DebugMetadataHeader!.Id);

        Assert.Equal((library.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp), (id.Guid, id.Stamp));
    }

    [Fact]
    public void The_build_refuses_just_the_compilers_that_could_not_load_the_generator()
    {
        using ZipArchive archive = ZipFile.OpenRead(PackedPackage.File);
        using Stream targets = archive.GetEntry("buildTransitive/net10.0/GenTracker.targets")!.Open();
        string refusedBelow = XDocument.Load(targets).Descendants().Single(element => element.Name.LocalName == "GenTrackerMinimumCompiler").Value;

        string[] builtAgainst =
        [
            .. archive.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).Select(CompilerOf).Distinct(),
        ];

        Assert.Equal([refusedBelow], builtAgainst);
    }

    [Fact]
    public void No_assembly_names_a_folder_of_the_machine_that_built_it()
    {
        using ZipArchive archive = ZipFile.OpenRead(PackedPackage.File);
        string[] telling =
        [
            .. archive.Entries
                .Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal))
                .Where(entry => Contains(entry, Encoding.UTF8) || Contains(entry, Encoding.Unicode))
                .Select(entry => entry.FullName),
        ];

        Assert.Empty(telling);
    }

    internal static string[] Files(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !Envelope.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string CompilerOf(ZipArchiveEntry assembly)
    {
        using PEReader reader = new(new MemoryStream(Bytes(assembly)));
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.GetString(reference.Name) == "Microsoft.CodeAnalysis")
            .Select(reference => reference.Version.ToString(2))
            .Single();
    }

    private static bool Contains(ZipArchiveEntry entry, Encoding encoding) =>
        Bytes(entry).AsSpan().IndexOf(encoding.GetBytes(MarkdownDocument.Repository)) >= 0;

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
