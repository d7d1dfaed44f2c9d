using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Projects as editors hold them, made of text.</summary>
internal static class TestProject
{
    /// <summary>Separates the files of a project in one text.</summary>
    public const string FileSeparator = "\n// ---- next file ----\n";

    /// <summary>The platform, and GenTracker.</summary>
    public static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What the SDK never reports: a library that was built against an older platform is no news.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> AsTheSdk = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    private static readonly MetadataReference[] PlatformWithoutGenTracker =
    [
        .. Platform.Where(reference => !Path.GetFileName(reference.Display!).StartsWith("GenTracker", StringComparison.Ordinal)),
    ];

    /// <summary>A project.</summary>
    /// <param name="text">Its files, with the <see cref="FileSeparator"/> between them.</param>
    /// <param name="language">The version of C#.</param>
    /// <param name="refersToGenTracker">Whether it refers to the library.</param>
    /// <param name="kind">What it is compiled to.</param>
    public static Project Of(
        string text,
        LanguageVersion language = LanguageVersion.Preview,
        bool refersToGenTracker = true,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(language))
            .WithCompilationOptions(new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: AsTheSdk))
            .WithMetadataReferences(refersToGenTracker ? Platform : PlatformWithoutGenTracker)
            .WithAnalyzerReferences([LoadedGenerator.Reference]);
        foreach ((int index, string file) in text.Split(FileSeparator).Index())
        {
            project = project.AddDocument($"File{index}.cs", file, filePath: $"/Test/File{index}.cs").Project;
        }

        return project;
    }
}
