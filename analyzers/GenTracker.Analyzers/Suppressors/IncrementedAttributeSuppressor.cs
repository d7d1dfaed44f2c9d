using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Suppressors;

/// <summary>IDE0052: a private attribute is never read, but the code calls its generated members, which would disappear with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IncrementedAttributeSuppressor() : RuleSuppressor(Suppressions.IncrementedAttribute)
{
    private static readonly CounterMembers[] Members =
        [
            CounterMembers.Increment, CounterMembers.Decrement, CounterMembers.TryIncrement, CounterMembers.TryDecrement, CounterMembers.IncrementUpTo,
            CounterMembers.DecrementDownTo, CounterMembers.Raise, CounterMembers.RetireAt
        ];

    private static readonly SettableMembers[] Setting = [SettableMembers.Exchange, SettableMembers.Update];

    private protected override bool IsMistaken(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, KnownSymbols known)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration) is not IPropertySymbol property
            || !known.IsTrackedProperty(property))
        {
            return false;
        }

        HashSet<string> members =
        [
            .. Members.Select(member => GeneratedNames.CounterMemberName(member, property.Name)),
            .. Setting.Select(member => GeneratedNames.SettableMemberName(member, property.Name)),
        ];
        return property.ContainingType.DeclaringSyntaxReferences
            .Where(static part => !GeneratedFile.IsGenerated(part.SyntaxTree))
            .Any(part => part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => members.Contains(name.Identifier.ValueText)));
    }
}
