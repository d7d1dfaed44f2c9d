using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Code coverage counts the user's code only.</summary>
public class CoverageTests
{
    private const string Everything = """
        using System;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using Microsoft.Extensions.DependencyInjection;
        namespace Acme;
        public partial class Outer
        {
            [Tracker]
            public partial class Room : ITrackedChild
            {
                public Room(string key, [Injected] IFormatProvider format, int size = 1) { }
                public Room() { }
                [TrackedAttr] public partial long Count { get; }
                [TrackedAttr(Striped = true)] public partial ulong Many { get; }
                [TrackedAttr(Survives = true)] public partial int Guests { get; private set; }
                [TrackedAttr] public partial TimeSpan Busy { get; }
                [TrackedAttr] public partial nint Handle { get; set; }
                [TrackedAttr, AllowNull] internal partial string Title { get; set; }
                [TrackedAttr, ExcludeFromCodeCoverage] public partial int Excluded { get; set; }
                [TrackedAttr, System.CodeDom.Compiler.GeneratedCode("mine", "1")] public partial int Mine { get; set; }
                [TrackedAttr] private partial int Own { get; set; }
                public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
            }

            public partial class RoomTracker { public int Written => 1; }

            public partial record struct RoomAttrs { public int Written => 1; }
        }
        """;

    private static readonly string[] Marks = ["ExcludeFromCodeCoverageAttribute", "GeneratedCodeAttribute"];

    public static TheoryData<string> Programs => [Sources.LiveStream, Everything];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_generated_member_is_excluded_from_coverage(string source)
    {
        IMethodSymbol[] methods = [.. GeneratedMethods(Generation.From(source))];

        Assert.Contains(methods, static method => method.Name.EndsWith(".Seal", System.StringComparison.Ordinal));
        foreach (IMethodSymbol method in methods)
        {
            Assert.True(method.MethodKind != MethodKind.StaticConstructor, $"{method} runs initializers, which no attribute excludes");

            // A property of the user remains the user's code, so that analyzers look at it.
            IEnumerable<string> expected = IsOfTheUser(method.AssociatedSymbol) ? Marks.Take(1) : Marks;
            Assert.All(expected, mark => Assert.True(HasMark(method, mark), $"{method} has no {mark}"));
        }
    }

    /// <summary>An attribute of one part of a type holds for all of its parts, and one of a property for all of its declarations.</summary>
    [Fact]
    public void What_the_user_writes_is_not_excluded_and_analyzed_as_the_users()
    {
        Compilation output = Generation.From(Everything).Output;
        INamedTypeSymbol outer = output.GetTypeByMetadataName("Acme.Outer")!;
        INamedTypeSymbol room = outer.GetTypeMembers("Room").Single();

        Assert.All(
            new ISymbol[] { outer, room, outer.GetTypeMembers("RoomTracker").Single(), outer.GetTypeMembers("RoomAttrs").Single() },
            static type => Assert.DoesNotContain(type.GetAttributes(), static attribute => Marks.Contains(attribute.AttributeClass!.Name)));
        Assert.Equal(
            ["Mine"],
            room.GetMembers().OfType<IPropertySymbol>()
                .Where(static property => property.IsPartialDefinition && HasOwnMark(property, "GeneratedCodeAttribute"))
                .Select(static property => property.Name));
    }

    private static IEnumerable<IMethodSymbol> GeneratedMethods(Generation generation) =>
        from tree in generation.Output.SyntaxTrees
        where !generation.Input.ContainsSyntaxTree(tree)
        let model = generation.Output.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        let declared = node is TypeDeclarationSyntax or BasePropertyDeclarationSyntax or BaseMethodDeclarationSyntax ? model.GetDeclaredSymbol(node) : null
        from method in declared switch
        {
            IMethodSymbol method => [method],
            IPropertySymbol property => ((IMethodSymbol?[])[property.GetMethod, property.SetMethod]).OfType<IMethodSymbol>(),
            INamedTypeSymbol type => type.StaticConstructors.Where(constructor => !HasMark(constructor, Marks[0])),
            _ => [],
        }
        select method;

    private static bool IsOfTheUser(ISymbol? symbol) =>
        symbol is IPropertySymbol property && (property.IsPartialDefinition || property.PartialDefinitionPart is not null);

    private static bool HasMark(IMethodSymbol method, string mark)
    {
        if (HasOwnMark(method, mark) || (method.AssociatedSymbol is { } associated && HasOwnMark(associated, mark))) return true;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (HasOwnMark(type, mark)) return true;
        }

        return false;
    }

    private static bool HasOwnMark(ISymbol symbol, string mark) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == mark);
}
