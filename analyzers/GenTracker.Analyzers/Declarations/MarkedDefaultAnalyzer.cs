using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Declarations;

/// <summary>GT0015: the member that <c>DefaultFrom</c> names is marked with an attribute that warns those who use it.</summary>
/// <remarks>Silent if the class is marked too, since code that is marked is not warned. The compiler warns of no member that is only named.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkedDefaultAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.MarkedDefault)
{
    private const string Suffix = "Attribute";

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            var property = (IPropertySymbol)symbol.Symbol;
            if (!known.IsTrackedProperty(property)
                || property.GetAttributes().First(SymbolExtensions.IsTrackedAttr) is not { } attribute
                || attribute.NamedArguments.FirstOrDefault(static option => option.Key == "DefaultFrom").Value.Value is not string name
                || OptionSyntax.Find(attribute, "DefaultFrom") is not { } location
                || property.ContainingType.GetMembers(name).FirstOrDefault(static member => member.SourceLocation() is not null) is not { } member)
            {
                return;
            }

            HashSet<string> marksOfClass = [.. TypesAround(property.ContainingType).SelectMany(UserWarnings.Of).Select(NameOf)];
            foreach (string mark in UserWarnings.Of(member).Where(Warns).Select(NameOf).Distinct())
            {
                if (!marksOfClass.Contains(mark)) symbol.ReportDiagnostic(CreateDiagnostic(location, name, mark, property.Name));
            }
        },
        SymbolKind.Property);

    private static IEnumerable<ISymbol> TypesAround(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType) yield return type;
    }

    /// <summary>Whether an attribute warns of a use in code.</summary>
    private static bool Warns(AttributeData attribute) =>
        NameOf(attribute) is not ("CLSCompliant" or "EditorBrowsable") && (UserWarnings.WarnsUsers(attribute) || UserWarnings.IsRequirement(attribute));

    private static string NameOf(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
