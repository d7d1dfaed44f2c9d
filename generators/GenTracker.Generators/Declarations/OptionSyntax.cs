using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>Finds where an option of an attribute was written.</summary>
internal static class OptionSyntax
{
    /// <summary>Finds the option's place.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="option">The option's name.</param>
    /// <returns>The place of the whole argument, or null where the attribute is not in source.</returns>
    public static Location? Find(AttributeData attribute, string option) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option)?.GetLocation();
}
