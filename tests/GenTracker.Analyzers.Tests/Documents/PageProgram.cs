using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>The code of a page, compiled and loaded. What checks it is the class <c>Check</c> of what the page takes for granted.</summary>
internal sealed class PageProgram
{
    private readonly Assembly _assembly;

    private PageProgram(Assembly assembly) => _assembly = assembly;

    /// <summary>Compiles and loads it.</summary>
    /// <param name="code">The code.</param>
    public static PageProgram Load(Compilation code)
    {
        using MemoryStream compiled = new();
        EmitResult result = code.Emit(compiled);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        compiled.Position = 0;

        // A context of its own: the pages' assemblies have one name, and share the test's GenTracker.
        return new PageProgram(new AssemblyLoadContext(name: null).LoadFromStream(compiled));
    }

    /// <summary>Runs the check.</summary>
    public Task CheckAsync()
    {
        MethodInfo? check = _assembly.GetTypes().SingleOrDefault(static type => type.Name == "Check")?.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static);
        Assert.True(check is not null, "Nothing checks the page: what it takes for granted (the folder Context) has no 'public static class Check' with a RunAsync.");
        return check.CreateDelegate<Func<Task>>()();
    }
}
