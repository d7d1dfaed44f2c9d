using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace GenTracker.Package.Tests;

/// <summary>What a package says of itself.</summary>
/// <param name="Metadata">The element that holds all of it.</param>
internal sealed record Nuspec(XElement Metadata)
{
    private static readonly string[] Required = ["license", "readme", "projectUrl", "description", "copyright", "tags"];

    /// <summary>What a user must be told and is not.</summary>
    public IEnumerable<string> Missing =>
        Required.Except(Metadata.Elements().Where(static element => element.Value.Length > 0).Select(static element => element.Name.LocalName));

    /// <summary>Reads it.</summary>
    /// <param name="package">The package.</param>
    public static Nuspec Of(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream nuspec = archive.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new(XDocument.Load(nuspec).Root!.Elements().Single());
    }

    /// <summary>The elements of a name, at any depth.</summary>
    /// <param name="name">The name.</param>
    public IEnumerable<XElement> Find(string name) => Metadata.Descendants().Where(element => element.Name.LocalName == name);
}
