using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>A field or an auto-property that an attribute can replace, by its declaration.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">The name of the attribute.</param>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Default">The constant that initializes it, if it is not the default of the type.</param>
internal sealed record TrackableMember(ISymbol Symbol, ITypeSymbol Type, string Name, MemberDeclarationSyntax Declaration, ExpressionSyntax? Default)
{
    /// <summary>The property of the attribute's name that only reads the field, and that the attribute replaces.</summary>
    public PropertyDeclarationSyntax? Reader { get; private set; }

    /// <summary>The name of <c>[TrackedAttr]</c>.</summary>
    public NameSyntax Attribute { get; private set; } = SyntaxFactory.IdentifierName("TrackedAttr");

    /// <summary>Whether increments are generated for the type.</summary>
    public bool IsCounted => NumericTypes.IsNumber(Type) || NumericTypes.IsTimeSpan(Type);

    /// <summary>Reads the member at a place. Null if there is none that could be an attribute.</summary>
    public static TrackableMember? Read(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        TrackableMember? member = node switch
        {
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable => ReadField(field, variable, model, cancellationToken),
            FieldDeclarationSyntax { Declaration.Variables: { Count: 1 } only } field => ReadField(field, only[0], model, cancellationToken),
            PropertyDeclarationSyntax property => ReadProperty(property, model, cancellationToken),
            _ => null,
        };
        return member is null ? null : member with { Attribute = ShortNames.CreateOwn("TrackedAttrAttribute", model, node.SpanStart) };
    }

    /// <summary>Whether the name stands in the property that goes.</summary>
    public bool IsReplaced(SyntaxNode name) => Reader?.SyntaxTree == name.SyntaxTree && Reader.Span.Contains(name.Span);

    /// <summary>Writes the attribute in the place of the member.</summary>
    public void Edit(SyntaxEditor edits)
    {
        if (Declaration is PropertyDeclarationSyntax)
        {
            edits.ReplaceNode(Declaration, (current, _) =>
                AddAttribute(PartialModifier.Add(PropertyFix.WithoutInitializer((PropertyDeclarationSyntax)current))));
        }
        else if (Reader is not null)
        {
            edits.ReplaceNode(Reader, (current, _) =>
            {
                var reader = (PropertyDeclarationSyntax)current;
                SyntaxTriviaList end = reader.GetTrailingTrivia();
                SyntaxToken before = reader.Identifier.WithTrailingTrivia(SyntaxFactory.Space);
                return AddAttribute(PartialModifier.Add(reader
                    .WithIdentifier(before)
                    .WithExpressionBody(null)
                    .WithSemicolonToken(default)
                    .WithAccessorList(
                        CreateAccessors(isPrivate: reader.Modifiers.Any(SyntaxKind.PrivateKeyword) || !HasAccess(reader.Modifiers))
                            .WithTrailingTrivia(end))));
            });
            edits.RemoveNode(Declaration, SyntaxRemoveOptions.KeepNoTrivia);
        }
        else
        {
            var field = (FieldDeclarationSyntax)Declaration;
            edits.ReplaceNode(field, CreateProperty(field));
        }
    }

    private static TrackableMember? ReadField(
        FieldDeclarationSyntax field, VariableDeclaratorSyntax variable, SemanticModel model, CancellationToken cancellationToken)
    {
        if (field is not { Declaration.Variables.Count: 1, AttributeLists.Count: 0, Declaration.Type: not RefTypeSyntax }
            || variable.ArgumentList is not null
            || field.Modifiers.Any(static modifier => modifier.Kind() is not (SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword
                or SyntaxKind.InternalKeyword or SyntaxKind.PublicKeyword or SyntaxKind.VolatileKeyword))
            || SignificantTrivia.ExistsIn(field)
            || model.GetDeclaredSymbol(variable, cancellationToken) is not IFieldSymbol symbol
            || ToPropertyName(symbol.Name) is not { } name
            || !TryGetDefault(variable.Initializer, symbol.Type, model, out ExpressionSyntax? value, cancellationToken))
        {
            return null;
        }

        TrackableMember member = new(symbol, symbol.Type, name, field, value);
        ISymbol? taken = symbol.ContainingType.GetMembers(name).FirstOrDefault(other => !SymbolEqualityComparer.Default.Equals(other, symbol));
        if (taken is not null)
        {
            member.Reader = FindReader(taken, symbol, model, cancellationToken);
            bool losesComments = SignificantTrivia.ExistsInOrAround(field);
            return member.Reader is null || losesComments || symbol.DeclaredAccessibility != Accessibility.Private ? null : member;
        }

        return IsInherited(symbol.ContainingType, name) || symbol.ContainingType.Name == name ? null : member;
    }

    private static TrackableMember? ReadProperty(PropertyDeclarationSyntax property, SemanticModel model, CancellationToken cancellationToken) =>
        property is { ExplicitInterfaceSpecifier: null, ExpressionBody: null, AccessorList.Accessors: var accessors, Type: not RefTypeSyntax }
        && accessors.Any(SyntaxKind.GetAccessorDeclaration)
        && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null, RawKind: not (int)SyntaxKind.InitAccessorDeclaration })
        && property.Modifiers.All(static modifier => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword
            or SyntaxKind.InternalKeyword or SyntaxKind.PublicKeyword)
        && property.AttributeLists.All(static list => list.Target?.Identifier.IsKind(SyntaxKind.FieldKeyword) != true)
        && (property.Initializer is null || !SignificantTrivia.ExistsIn(property.Initializer))
        && model.GetDeclaredSymbol(property, cancellationToken) is { } symbol
        && (symbol.SetMethod is not null || !PropertyFix.IsConstrainedByOtherTypes(symbol))
        && TryGetDefault(property.Initializer, symbol.Type, model, out ExpressionSyntax? value, cancellationToken)
            ? new(symbol, symbol.Type, symbol.Name, property, value)
            : null;

    private static bool TryGetDefault(
        EqualsValueClauseSyntax? initializer, ITypeSymbol type, SemanticModel model, out ExpressionSyntax? value, CancellationToken cancellationToken)
    {
        value = null;
        return initializer is null || PropertyFix.TryGetDefault(initializer.Value, type, model, out value, cancellationToken);
    }

    /// <summary>Makes <c>Viewers</c> of <c>_viewers</c>, <c>m_viewers</c> and <c>viewers</c>. Null if no name is left.</summary>
    private static string? ToPropertyName(string field)
    {
        string name = field.StartsWith("m_", System.StringComparison.Ordinal) ? field.Substring(2) : field.TrimStart('_');
        return name.Length == 0 || !char.IsLetter(name[0]) ? null : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private static bool IsInherited(INamedTypeSymbol type, string name)
    {
        foreach (ITypeSymbol up in type.BaseType.AndBases())
        {
            if (!up.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds a property that returns the field, read as it is or by <c>Volatile.Read</c> or <c>Interlocked.Read</c>.</summary>
    private static PropertyDeclarationSyntax? FindReader(ISymbol taken, IFieldSymbol field, SemanticModel model, CancellationToken cancellationToken)
    {
        if (taken is not IPropertySymbol
            {
                IsStatic: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1,
            } property
            || !SymbolEqualityComparer.Default.Equals(property.Type, field.Type)
            || property.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
                is not PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } declaration
            || declaration.ExpressionBody?.Expression is not { } body
            || declaration.SyntaxTree != model.SyntaxTree
            || declaration.Modifiers.Any(SyntaxKind.NewKeyword)
            || SignificantTrivia.ExistsIn(declaration))
        {
            return null;
        }

        ExpressionSyntax read = body is InvocationExpressionSyntax
        { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Read", Expression: var from }, ArgumentList.Arguments: { Count: 1 } arguments }
            && (TrackableUse.IsThreadingType(from, "Volatile", model) || TrackableUse.IsThreadingType(from, "Interlocked", model))
                ? arguments[0].Expression
                : body;
        return SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(read, cancellationToken).Symbol, field) ? declaration : null;
    }

    private static bool HasAccess(SyntaxTokenList modifiers) => modifiers.Any(static modifier =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    /// <summary>
    /// Creates the property in the place of a field. That of a private field can be read by everybody, and written by the class as before, if its type
    /// allows it.
    /// </summary>
    private PropertyDeclarationSyntax CreateProperty(FieldDeclarationSyntax field)
    {
        SyntaxTriviaList leading = field.GetLeadingTrivia();
        bool isPrivate = Symbol.DeclaredAccessibility == Accessibility.Private;
        bool isOpened = isPrivate && IsVisible(Type);
        SyntaxTokenList modifiers = isOpened
            ? [SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(SyntaxFactory.Space)]
            : [.. field.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.VolatileKeyword)).Select(static modifier => modifier.WithoutTrivia()
                .WithTrailingTrivia(SyntaxFactory.Space))];
        PropertyDeclarationSyntax property = SyntaxFactory
            .PropertyDeclaration(field.Declaration.Type.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Identifier(Name)
                .WithTrailingTrivia(SyntaxFactory.Space))
            .WithModifiers(modifiers)
            .WithAccessorList(CreateAccessors(isPrivate && !isOpened).WithTrailingTrivia(field.GetTrailingTrivia()));
        return AddAttribute(PartialModifier.Add(property)).WithLeadingTrivia(leading);
    }

    /// <summary>Creates the accessors. The setter is private if the property itself is not.</summary>
    private AccessorListSyntax CreateAccessors(bool isPrivate)
    {
        string setter = isPrivate || Symbol.DeclaredAccessibility != Accessibility.Private ? "set;" : "private set;";
        return ((PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"int X {{ get; {setter} }}")!).AccessorList!;
    }

    private PropertyDeclarationSyntax AddAttribute(PropertyDeclarationSyntax property)
    {
        AttributeSyntax attribute = SyntaxFactory.Attribute(Attribute);
        if (Default is not null)
        {
            attribute = attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList([PropertyFix.CreateDefaultOption(Default)]));
        }

        AttributeListSyntax list = SyntaxFactory.AttributeList([attribute])
            .WithLeadingTrivia(property.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        property = property.WithLeadingTrivia();
        return property.WithAttributeLists(property.AttributeLists.Insert(0, list));
    }

    /// <summary>Whether everybody who sees the class can name the type.</summary>
    private bool IsVisible(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsVisible(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsVisible)
            && (named.ContainingType is null || IsVisible(named.ContainingType))
            && (named.DeclaredAccessibility is Accessibility.Public
                || (named.DeclaredAccessibility == Accessibility.Internal && !IsPublic(Symbol.ContainingType))),
        _ => type.TypeKind == TypeKind.Dynamic,
    };

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
