using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Usage;

/// <summary>What another generator does not see of a type: properties that our generator writes, or the base of a tracker.</summary>
/// <param name="Owner">The tracked class, the record of its attributes, or its tracker.</param>
/// <param name="Properties">The properties; none for a tracker.</param>
/// <param name="IsChild">Whether the owner is the tracked class.</param>
internal sealed record UnseenMembers(INamedTypeSymbol Owner, ImmutableArray<IPropertySymbol> Properties, bool IsChild)
{
    /// <summary>The members in a message.</summary>
    public string Names => Properties.IsEmpty ? $"the base '{Base}'" : string.Join(", ", Properties.Select(static property => $"'{property.Name}'"));

    /// <summary>What to do, in a message.</summary>
    public string Remedy => Properties.IsEmpty ? $"declare 'partial class {Owner.Name} : {Base};'"
        : IsChild ? $"declare it in '{Owner.Name}' as a partial property"
        : $"declare it in a part of '{Owner.Name}' of your own";

    private string Base => Owner.BaseType!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
