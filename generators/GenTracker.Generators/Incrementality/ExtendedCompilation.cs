using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Generators.Incrementality;

/// <summary>
/// The compilation with the generated types that a class may name: trackers and records of attributes, without their members. A generator does
/// not see what it writes, so the compiler would not know these names; with their declarations it binds them as in the user's own code.
/// </summary>
internal static class ExtendedCompilation
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Extended = new();

    /// <summary>Adds the generated types of tracked classes. For one compilation these are always the same.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="trackedClasses">The full names of the classes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Compilation Get(Compilation compilation, IEnumerable<string> trackedClasses, CancellationToken cancellationToken)
    {
        if (Extended.TryGetValue(compilation, out Compilation known)) return known;
        string[] names = [.. trackedClasses.Distinct()];
        Compilation extended = Extend(compilation, compilation, names, out bool hasUnknownKeys, cancellationToken);

        // The key of a mentioned class may itself be a generated type. Now it is known.
        if (hasUnknownKeys) extended = Extend(compilation, extended, names, out _, cancellationToken);
        return Extended.GetValue(compilation, _ => extended);
    }

    private static Compilation Extend(
        Compilation compilation, Compilation known, string[] trackedClasses, out bool hasUnknownKeys, CancellationToken cancellationToken)
    {
        using CodeWriter writer = CodeWriter.Rent();
        writer.Lines("#nullable enable");
        hasUnknownKeys = false;
        foreach (string name in trackedClasses)
        {
            if (known.Assembly.GetTypeByMetadataName(name) is not { } type) continue;
            if (ExceptionBarrier.ReadForOthers(type, known, cancellationToken) is not { CanGenerate: true } declaration) continue;
            bool isKeyUnknown = declaration.KeyType.ContainsError();
            hasUnknownKeys |= isKeyUnknown;
            Declare(writer, type, declaration, isKeyUnknown);
        }

        return compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            writer.ToSource(), (CSharpParseOptions)compilation.SyntaxTrees.First().Options, "Extended" + GeneratedFile.Suffix, cancellationToken));
    }

    private static void Declare(CodeWriter writer, INamedTypeSymbol type, TrackerDeclaration declaration, bool isKeyUnknown)
    {
        string accessibility = TypeNames.Keyword(type.DeclaredAccessibility);
        ImmutableArray<string> outerTypes = TypeNames.HeadersAround(type);
        string space = TypeNames.Namespace(type.ContainingNamespace);
        if (space.Length > 0) writer.Lines($"namespace {space} {{");
        foreach (string outer in outerTypes) writer.Lines($"{outer} {{");
        if (declaration.Names!.HasTracker)
        {
            string baseType = isKeyUnknown
                ? ""
                : $" : global::GenTracker.Tracker<{TypeNames.FullName(declaration.KeyType)}, {TypeNames.FullName(type)}>";
            writer.Lines($"{accessibility} partial class {type.Name}Tracker{baseType} {{ }}");
        }

        if (declaration.Names.HasAttrs) writer.Lines($"{accessibility} readonly partial record struct {type.Name}Attrs {{ }}");
        foreach (string _ in outerTypes) writer.Lines("}");
        if (space.Length > 0) writer.Lines("}");
    }
}
