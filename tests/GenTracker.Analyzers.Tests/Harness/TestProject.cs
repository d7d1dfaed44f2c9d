using GenTracker.Tests.Shared;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Creates projects from text, as editors hold them.</summary>
internal static class TestProject
{
    /// <summary>Separates the files of a project in one text.</summary>
    public const string FileSeparator = FixRunner.FileSeparator;

    /// <summary>The platform and GenTracker.</summary>
    public static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>In a comment, it turns on the generator of request delegates, as in a project file.</summary>
    public const string RequestDelegates = "<EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>";

    /// <summary>What the SDK lets that generator do.</summary>
    private static readonly KeyValuePair<string, string>[] RequestDelegateFeatures = [new("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated")];

    /// <summary>The SDK never reports these: a library may be built against an older platform.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> SuppressedBySdk = new()
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    /// <summary>
    /// The platform without ASP.NET Core and without what the tests themselves use, and GenTracker: the fewer references, the less work is a lookup.
    /// </summary>
    private static readonly MetadataReference[] SmallPlatform =
    [
        .. Directory.GetFiles(Components.ReferencesOf("Microsoft.NETCore.App.Ref"), "*.dll")
            .Concat(Directory.GetFiles(Components.ReferencesOf("Microsoft.AspNetCore.App.Ref"), "Microsoft.Extensions.*.dll"))
            .Append(typeof(TrackerAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly MetadataReference[] PlatformWithoutGenTracker = [.. SmallPlatform.SkipLast(1)];

    /// <summary>
    /// Projects without files, whose references are bound. Whatever is made of one shares them: to bind them is the most expensive part of a test.
    /// </summary>
    private static readonly Lazy<Task<Project>>[] Bases =
    [
        .. new[] { Platform, SmallPlatform, PlatformWithoutGenTracker }.Select(static references => new Lazy<Task<Project>>(() => CreateBaseAsync(references))),
    ];

    /// <summary>Creates a project from files that are joined by the <see cref="FileSeparator"/>.</summary>
    public static Project Create(
        string text,
        LanguageVersion language = LanguageVersion.Preview,
        bool refersToGenTracker = true,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        int start = !refersToGenTracker ? 2 : text.Contains("AspNetCore", StringComparison.Ordinal) ? 0 : 1;
        Project project = Bases[start].Value.GetAwaiter().GetResult()
            .WithParseOptions(new CSharpParseOptions(language)
                .WithFeatures(text.Contains(RequestDelegates, StringComparison.Ordinal) ? RequestDelegateFeatures : []))
            .WithCompilationOptions(
                new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: SuppressedBySdk));
        foreach ((int index, string file) in text.Split(FileSeparator).Index())
        {
            project = project.AddDocument($"File{index}.cs", file, filePath: $"/Test/File{index}.cs").Project;
        }

        return project;
    }

    /// <summary>Compiles a project without its generated files.</summary>
    public static async Task<CSharpCompilation> CompileAsync(this Project project)
    {
        List<SyntaxTree> trees = [];
        foreach (Document document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync())!);
        }

        Project[] starts = await Task.WhenAll(Bases.Select(static start => start.Value));
        Project start = starts.First(candidate => candidate.MetadataReferences.Count == project.MetadataReferences.Count);
        return ((CSharpCompilation)(await start.GetCompilationAsync())!)
            .WithOptions((CSharpCompilationOptions)project.CompilationOptions!)
            .AddSyntaxTrees(trees);
    }

    private static async Task<Project> CreateBaseAsync(MetadataReference[] references)
    {
        Project project = new AdhocWorkspace().AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(references)
            .WithAnalyzerReferences([LoadedGenerator.Reference]);
        await project.GetCompilationAsync();
        return project;
    }

    /// <summary>Sets the severity of a rule, as a configuration file does.</summary>
    public static Project WithSeverity(this Project project, string id, ReportDiagnostic severity)
    {
        CompilationOptions options = project.CompilationOptions!;
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.Add(id, severity)));
    }
}
