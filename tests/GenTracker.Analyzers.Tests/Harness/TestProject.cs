namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>Creates projects from text, as editors hold them.</summary>
internal static class TestProject
{
    /// <summary>Separates the files of a project in one text.</summary>
    public const string FileSeparator = "\n// ---- next file ----\n";

    /// <summary>The platform and GenTracker.</summary>
    public static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The SDK never reports these: a library may be built against an older platform.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> SuppressedBySdk = new()
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    private static readonly MetadataReference[] PlatformWithoutGenTracker =
    [
        .. Platform.Where(reference => !Path.GetFileName(reference.Display!).StartsWith("GenTracker", StringComparison.Ordinal)),
    ];

    /// <summary>Creates a project from files that are joined by the <see cref="FileSeparator"/>.</summary>
    public static Project Create(
        string text,
        LanguageVersion language = LanguageVersion.Preview,
        bool refersToGenTracker = true,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(language))
            .WithCompilationOptions(
                new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: SuppressedBySdk))
            .WithMetadataReferences(refersToGenTracker ? Platform : PlatformWithoutGenTracker)
            .WithAnalyzerReferences([LoadedGenerator.Reference]);
        foreach ((int index, string file) in text.Split(FileSeparator).Index())
        {
            project = project.AddDocument($"File{index}.cs", file, filePath: $"/Test/File{index}.cs").Project;
        }

        return project;
    }

    /// <summary>Sets the severity of a rule, as a configuration file does.</summary>
    public static Project WithSeverity(this Project project, string id, ReportDiagnostic severity)
    {
        CompilationOptions options = project.CompilationOptions!;
        return project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.Add(id, severity)));
    }
}
