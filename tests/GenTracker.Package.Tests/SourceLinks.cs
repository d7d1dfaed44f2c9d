using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Text.Json;

namespace GenTracker.Package.Tests;

/// <summary>Where a debugger gets the sources that symbols name: from the repository, or from the symbols themselves.</summary>
/// <param name="Target">The address that the repository's files are mapped to.</param>
/// <param name="Linked">The sources that are files of the repository.</param>
/// <param name="Lost">The sources that are neither mapped nor embedded.</param>
internal sealed record SourceLinks(string Target, IReadOnlyList<string> Linked, IReadOnlyList<string> Lost)
{
    /// <summary>The repository, as the rules' help links name it too.</summary>
    public const string Repository = "https://github.com/gentracker/gentracker";

    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedKind = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>Reads them.</summary>
    /// <param name="symbols">The symbol package.</param>
    /// <param name="entry">The symbols in it.</param>
    public static SourceLinks Read(string symbols, string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(symbols);
        using Stream stream = archive.GetEntry(entry)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        MetadataReader pdb = provider.GetMetadataReader();

        KeyValuePair<string, string> mapping = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(
            Information(pdb, EntityHandle.ModuleDefinition, SourceLinkKind)
                ?? throw new InvalidDataException($"{entry} has no source link"))!["documents"].Single();
        string root = mapping.Key.TrimEnd('*');
        var documents = pdb.Documents
            .Select(handle => (Name: pdb.GetString(pdb.GetDocument(handle).Name), IsEmbedded: Information(pdb, handle, EmbeddedKind) is not null))
            .ToArray();
        return new SourceLinks(
            mapping.Value,
            [.. documents.Where(document => !document.IsEmbedded && document.Name.StartsWith(root, StringComparison.Ordinal))
                .Select(document => document.Name[root.Length..])],
            [.. documents.Where(document => !document.IsEmbedded && !document.Name.StartsWith(root, StringComparison.Ordinal))
                .Select(document => document.Name)]);
    }

    private static byte[]? Information(MetadataReader pdb, EntityHandle owner, Guid kind) =>
        pdb.GetCustomDebugInformation(owner)
            .Select(handle => pdb.GetCustomDebugInformation(handle))
            .Where(information => pdb.GetGuid(information.Kind) == kind)
            .Select(information => pdb.GetBlobBytes(information.Value))
            .FirstOrDefault();
}
