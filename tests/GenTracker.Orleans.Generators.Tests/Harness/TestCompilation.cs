using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Orleans.Generators.Tests.Harness;

/// <summary>Creates compilations as strict as a user can make them: nullable, all documentation checked, the highest warning level.</summary>
internal static class TestCompilation
{
    /// <summary>The oldest language version that the generator supports: generated code must not need a newer one.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        warningLevel: 9999,
        checkOverflow: true,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Directory.GetFiles(MetadataOf("ReferenceAssemblies"), "*.dll")
            .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll"))
            .Concat(Directory.GetFiles(AppContext.BaseDirectory, "Orleans.*.dll"))
            .Append(typeof(TrackerAttribute).Assembly.Location)
            .Append(typeof(ClusteredAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    // Whatever is made of an empty one shares its references: to bind them is the most expensive part of a test.
    private static readonly CSharpCompilation Empty = Bind(CSharpCompilation.Create("Tested", references: References, options: Options));

    private static readonly Lazy<Task<Project>> EmptyProject = new(async () =>
    {
        Project project = new AdhocWorkspace().AddProject("Tested", LanguageNames.CSharp)
            .WithMetadataReferences(References)
            .WithParseOptions(ParseOptions)
            .WithCompilationOptions(Options)
            .WithAnalyzerReferences([new LoadedGenerators()]);
        Bind((CSharpCompilation)(await project.GetCompilationAsync())!);
        return project;
    });

    /// <summary>Orleans' own generator.</summary>
    public static ISourceGenerator OrleansGenerator { get; } = Load();

    public static CSharpCompilation Create(params string[] sources) =>
        Empty.AddSyntaxTrees([.. sources.Select(static (text, index) => Parse(text, $"File{index}.cs"))]);

    /// <summary>A project of one file, with the generators.</summary>
    public static async Task<Project> CreateProjectAsync(string text, string? path = "/Tested/File0.cs") =>
        (await EmptyProject.Value).AddDocument("File0.cs", text, filePath: path).Project;

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private static CSharpCompilation Bind(CSharpCompilation compilation)
    {
        compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static ISourceGenerator Load()
    {
        Type type = Assembly.LoadFrom(MetadataOf("OrleansGenerator")).GetTypes()
            .Single(static type => !type.IsAbstract
                && (typeof(ISourceGenerator).IsAssignableFrom(type) || typeof(IIncrementalGenerator).IsAssignableFrom(type)));
        object generator = Activator.CreateInstance(type)!;
        return generator as ISourceGenerator ?? ((IIncrementalGenerator)generator).AsSourceGenerator();
    }

    private static string MetadataOf(string key) => typeof(TestCompilation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == key).Value!;
}
