using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>Creates compilations as strict as a user can make them: nullable, all documentation checked, the highest warning level.</summary>
internal static class TestCompilation
{
    /// <summary>The oldest language version that the generator supports: generated code must not need a newer one.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    public static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        warningLevel: 9999,
        checkOverflow: true,
        nullableContextOptions: NullableContextOptions.Enable);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Directory.GetFiles(
                typeof(TestCompilation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                    .Single(static data => data.Key == "ReferenceAssemblies").Value!,
                "*.dll")
            .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll"))
            .Append(typeof(TrackerAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Create(params string[] sources) =>
        Create(ParseOptions, [.. sources.Select(static (text, index) => ($"File{index}.cs", text))]);

    public static CSharpCompilation Create(CSharpParseOptions parseOptions, params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "Tested",
        files.Select(file => Parse(file.Text, file.Path, parseOptions)),
        References,
        Options);

    public static SyntaxTree Parse(string text, string path, CSharpParseOptions? parseOptions = null) =>
        CSharpSyntaxTree.ParseText(text, parseOptions ?? ParseOptions, path, System.Text.Encoding.UTF8);
}
