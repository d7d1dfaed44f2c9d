using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>Finds the place of an option of an attribute.</summary>
internal static class OptionSyntax
{
    /// <summary>Finds the place of the whole argument; null if the attribute is not in source.</summary>
    public static Location? Find(AttributeData attribute, string option) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option)?.GetLocation();
}
