using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;

namespace GenTracker.Breaking;

/// <summary>The released runtime, compiled with some places changed, and this test assembly once more, bound to it: its tests must notice.</summary>
internal sealed class BrokenRuntime : AssemblyLoadContext
{
    private const string Library = "GenTracker";

    private static readonly Assembly Self = typeof(BrokenRuntime).Assembly;

    private readonly Assembly _library;

    /// <summary>Compiles the changed runtime, unless that was done before, and loads it.</summary>
    /// <param name="variants">The variants of the tests.</param>
    /// <param name="edits">The changes of this one.</param>
    public BrokenRuntime(Variants variants, params IReadOnlyList<Edit> edits)
        : base("broken", isCollectible: true) => _library = variants.Load(edits, this);

    /// <summary>Variants of the released runtime.</summary>
    public static Variants VariantsOf(IEnumerable<IReadOnlyList<Edit>> variants) => new(ReadSources, variants);

    /// <summary>Calls a method of this assembly over the changed runtime; the task, where it returns one, has ended.</summary>
    /// <param name="type">The method's type, as this assembly knows it. It is constructed, without arguments, where the method is no static one.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="arguments">What it is given: of types that do not depend on the runtime.</param>
    /// <returns>What it returns.</returns>
    public async Task<object?> CallAsync(Type type, string method, params object?[] arguments)
    {
        Type changed = LoadFromAssemblyPath(Self.Location).GetType(type.FullName!, throwOnError: true)!;
        MethodInfo called = changed.GetMethod(method) ?? throw new InvalidOperationException($"{type.Name} has no method {method}.");
        object? instance = called.IsStatic ? null : Activator.CreateInstance(changed);
        try
        {
            object? result = called.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            if (result is not Task task)
                return result;
            await task;
            return task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Library ? _library
        : assemblyName.Name == Self.GetName().Name ? LoadFromAssemblyPath(Self.Location)
        : null;

    private static Sources ReadSources()
    {
        IEnumerable<AssemblyMetadataAttribute> folders =
            Self.GetCustomAttributes<AssemblyMetadataAttribute>().Where(static data => data.Key == "RuntimeSources");
        return new Sources(Library, folders.SelectMany(static folder => Sources.In(folder.Value!)), Library, Self.GetName().Name!).And(
            "Identity.cs",
            $"""
             [assembly: System.Reflection.AssemblyVersion("{typeof(Tracker<,>).Assembly.GetName().Version}")]
             [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("{Self.GetName().Name}")]
             """);
    }
}
