using System.Collections.Immutable;
using GenTracker.CodeFixes;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Emit;

namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>One project with many independent files, in which all diagnostics of a fix are fixed at once.</summary>
internal sealed class FixedDocuments
{
    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Runtime.CompilerServices", "System.Threading",
        "System.Threading.Tasks", "GenTracker",
    ];

    private readonly Dictionary<DocumentId, HashSet<string>> _errorsBefore = [];

    private Project _project;

    private FixedDocuments(Project project) => _project = project;

    /// <summary>The files before and after each fix that has changed them.</summary>
    public List<(Document Before, Document After, string Fix)> Changed { get; } = [];

    /// <summary>Creates a file from declarations.</summary>
    public static string File(string declarations, int number) =>
        $"{string.Concat(Namespaces.Select(name => $"using {name};\n"))}\nnamespace File{number};\n\n{declarations}\n";

    /// <summary>Fixes all files that compile, apart from errors that a fix is for.</summary>
    /// <param name="environment">A file that the others use.</param>
    /// <param name="files">The files.</param>
    /// <param name="mustCompile">Whether files with other errors are left out.</param>
    public static async Task<FixedDocuments> CreateAsync(string environment, IEnumerable<string> files, bool mustCompile = true)
    {
        Project project = TestProject.Create(string.Join(TestProject.FileSeparator, [environment, .. files]));
        project = project.WithCompilationOptions(((CSharpCompilationOptions)project.CompilationOptions!).WithAllowUnsafe(true));
        FixedDocuments result = new(project);
        if (mustCompile)
        {
            await result.RemoveFilesWithErrorsAsync();
        }
        else
        {
            await result.RememberErrorsAsync();
        }

        await result.FixAsync();
        return result;
    }

    /// <summary>Emits the files that the fix has changed. Returns each error of a kind that a file did not have before, with the file.</summary>
    public async Task<IEnumerable<string>> FindErrorsAsync()
    {
        Project project = _project;
        foreach ((Document before, Document after, _) in Changed)
        {
            project = project.GetDocument(before.Id)!.WithText(await after.GetTextAsync()).Project;
        }

        HashSet<DocumentId> changed = [.. Changed.Select(change => change.Before.Id)];
        project = project.RemoveDocuments([.. project.DocumentIds.Skip(1).Where(id => !changed.Contains(id))]);
        List<string> errors = [];
        while (await EmitAsync(project) is { Count: > 0 } found)
        {
            // The compiler looks at some errors only if there are no others.
            foreach (IGrouping<Document?, Diagnostic> inFile in found.GroupBy(error => project.GetDocument(error.Location.SourceTree)))
            {
                Diagnostic[] added = [.. inFile.Where(error => !WasThereBefore(error, inFile.Key))];
                if (added.Length > 0) errors.Add(await DescribeAsync(inFile.Key, added));
            }

            ImmutableArray<DocumentId> wrong = IdsOf(project, found);
            if (wrong.IsEmpty) break;
            project = project.RemoveDocuments(wrong);
        }

        return errors;
    }

    private async Task RemoveFilesWithErrorsAsync()
    {
        while ((await EmitAsync(_project)).Where(error => !Components.FixableCompilerErrors.Contains(error.Id)).ToList() is { Count: > 0 } errors)
        {
            ImmutableArray<DocumentId> wrong = IdsOf(_project, errors);
            Assert.True(!wrong.IsEmpty, $"{errors[0]}");
            _project = _project.RemoveDocuments(wrong);
        }
    }

    private async Task RememberErrorsAsync()
    {
        foreach (Diagnostic error in await EmitAsync(_project))
        {
            if (_project.GetDocument(error.Location.SourceTree) is not { } file) continue;
            if (!_errorsBefore.TryGetValue(file.Id, out HashSet<string>? ids)) _errorsBefore.Add(file.Id, ids = []);
            ids.Add(error.Id);
        }
    }

    private bool WasThereBefore(Diagnostic error, Document? file) =>
        file is not null
        && _errorsBefore.TryGetValue(file.Id, out HashSet<string>? ids)
        && (ids.Contains(error.Id) || (IsOurs(error.Id) && ids.Any(IsOurs)));

    /// <summary>Whether one of our rules reports it. One error of a declaration may hide the next.</summary>
    private static bool IsOurs(string id) => id.StartsWith("GT", StringComparison.Ordinal);

    private async Task FixAsync()
    {
        Analysis analysis = await Analysis.RunAsync(_project);
        foreach (CodeFixProvider fix in Components.Fixes)
        {
            Diagnostic[] found = [.. analysis.Reported.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
            if (found.Length == 0) continue;
            Project after = await FixRunner.FixAllAsync(_project, fix, FixAllScope.Project, found);
            foreach (Document before in _project.Documents)
            {
                Document fixedDocument = after.GetDocument(before.Id)!;
                if ((await before.GetTextAsync()).ContentEquals(await fixedDocument.GetTextAsync())) continue;
                Changed.Add((before, fixedDocument, fix.GetType().Name));
            }
        }
    }

    /// <summary>Compiles the project with its generated files, down to the bytes.</summary>
    private static async Task<List<Diagnostic>> EmitAsync(Project project)
    {
        CSharpCompilation compilation = await project.CompileAsync();
        GeneratorDriver driver = CSharpGeneratorDriver.Create(Components.Generators, parseOptions: (CSharpParseOptions)project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);
        EmitResult emitted = output.Emit(Stream.Null);
        return [.. emitted.Diagnostics.Concat(fromGenerator).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    private static ImmutableArray<DocumentId> IdsOf(Project project, IEnumerable<Diagnostic> errors) =>
        [.. errors.Select(error => project.GetDocument(error.Location.SourceTree)?.Id).OfType<DocumentId>().Distinct()];

    private async Task<string> DescribeAsync(Document? file, IEnumerable<Diagnostic> errors)
    {
        string lines = string.Join('\n', errors);
        return file is null ? lines : $"{lines}\n{await _project.GetDocument(file.Id)!.GetTextAsync()}\nbecomes\n{await file.GetTextAsync()}";
    }
}
