using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Emit;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>The compiled and loaded code of a page. The class <c>Check</c> in the context file of the page checks it.</summary>
internal sealed class PageProgram
{
    private readonly Assembly _assembly;

    private PageProgram(Assembly assembly) => _assembly = assembly;

    public static PageProgram Load(Compilation code)
    {
        using MemoryStream compiled = new();
        EmitResult result = code.Emit(compiled);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        compiled.Position = 0;

        // The assemblies of all pages have the same name and share the test's GenTracker, so each needs its own load context.
        return new PageProgram(new AssemblyLoadContext(name: null).LoadFromStream(compiled));
    }

    public Task CheckAsync()
    {
        MethodInfo? check = _assembly.GetTypes()
            .SingleOrDefault(static type => type.Name == "Check")
            ?.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static);
        Assert.True(check is not null, "The context file of the page has no 'public static class Check' with a RunAsync.");
        return check.CreateDelegate<Func<Task>>()();
    }
}
