using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What is in the package, and what is not.</summary>
[Collection(nameof(PackedPackage))]
public class PackageContentTests(PackedPackage package)
{
    /// <summary>What every package has, whatever is packed.</summary>
    private static readonly string[] Envelope = ["[Content_Types].xml", "_rels/", "package/"];

    [Fact]
    public void Packing_makes_one_package_and_its_symbols()
    {
        string[] made = [.. Directory.GetFiles(package.Feed).Order(StringComparer.Ordinal)];

        Assert.Equal([package.File, package.Symbols], made);
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
                "buildTransitive/GenTracker.targets",
                "lib/net10.0/GenTracker.dll",
                "lib/net10.0/GenTracker.xml",
                "lib/net9.0/GenTracker.dll",
                "lib/net9.0/GenTracker.xml",
            ],
            Files(package.File));
    }

    [Fact]
    public void The_symbols_are_those_of_the_library()
    {
        Assert.Equal(["GenTracker.nuspec", "lib/net10.0/GenTracker.pdb", "lib/net9.0/GenTracker.pdb"], Files(package.Symbols));
    }

    [Fact]
    public void The_package_depends_on_abstractions_and_options_only()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using Stream nuspec = archive.GetEntry("GenTracker.nuspec")!.Open();
        string[] groups =
        [
            .. XDocument.Load(nuspec).Descendants()
                .Where(element => element.Name.LocalName == "group")
                .Select(group => $"{(string?)group.Attribute("targetFramework")}: {string.Join(", ", group.Elements().Select(dependency => (string?)dependency.Attribute("id")))}"),
        ];

        const string Expected = "Microsoft.Extensions.DependencyInjection.Abstractions, Microsoft.Extensions.Hosting.Abstractions, "
            + "Microsoft.Extensions.Logging.Abstractions, Microsoft.Extensions.Options";
        Assert.Equal([$"net10.0: {Expected}", $"net9.0: {Expected}"], groups);
    }

    [Fact]
    public void The_build_refuses_just_the_compilers_that_could_not_load_the_generator()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using Stream targets = archive.GetEntry("buildTransitive/GenTracker.targets")!.Open();
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
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        string[] telling =
        [
            .. archive.Entries
                .Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal))
                .Where(entry => Contains(entry, Encoding.UTF8) || Contains(entry, Encoding.Unicode))
                .Select(entry => entry.FullName),
        ];

        Assert.Empty(telling);
    }

    private static string[] Files(string file)
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
        Bytes(entry).AsSpan().IndexOf(encoding.GetBytes(PackedPackage.Repository)) >= 0;

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
