using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes;

/// <summary>
/// What makes a property an attribute's partial definition: <c>partial</c>, no <c>static</c>, accessors without bodies, <c>set</c> for
/// <c>init</c>, a getter, a setter where nothing could ever write it otherwise, and <c>Default</c> for an initializer.
/// </summary>
internal sealed class PropertyFix
{
    private readonly AttributeSyntax _attribute;
    private readonly bool _needsSetter;
    private readonly ExpressionSyntax? _default;

    private PropertyFix(IPropertySymbol property, AttributeSyntax attribute, bool needsSetter, ExpressionSyntax? defaultValue)
    {
        Property = property;
        _attribute = attribute;
        _needsSetter = needsSetter;
        _default = defaultValue;
    }

    /// <summary>The property.</summary>
    public IPropertySymbol Property { get; }

    /// <summary>Finds the fix.</summary>
    /// <param name="document">The property's file.</param>
    /// <param name="declaration">The property.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The fix, or null where something would be lost, or break elsewhere, that only the user can decide on.</returns>
    public static async Task<PropertyFix?> FindAsync(Document document, PropertyDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || Find(declaration, model, cancellationToken) is not { } fix)
        {
            return null;
        }

        // What is reached through the class today would have to be reached through a child, and only the user knows which.
        bool isStaticAndUsed = fix.Property.IsStatic
            && (await SymbolFinder.FindReferencesAsync(fix.Property, document.Project.Solution, cancellationToken).ConfigureAwait(false))
                .Any(found => found.Locations.Any());
        return isStaticAndUsed ? null : fix;
    }

    /// <summary>Applies the fix.</summary>
    /// <param name="declaration">The property as it is now: the one that the fix was found for, or its result form.</param>
    /// <returns>The result form.</returns>
    public PropertyDeclarationSyntax Apply(PropertyDeclarationSyntax declaration)
    {
        PropertyDeclarationSyntax result = WithDefault(declaration);
        result = WithoutInitializer(result);
        result = PartialModifier.Add(result);
        result = WithoutStatic(result);
        return result.WithAccessorList(WithAccessors(result.AccessorList!));
    }

    private static PropertyFix? Find(PropertyDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        if (declaration is not { ExplicitInterfaceSpecifier: null, ExpressionBody: null, AccessorList.Accessors: var accessors, Type: not RefTypeSyntax }
            || declaration.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword)
            || declaration.Modifiers.Any(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword) && SignificantTrivia.ExistsIn(modifier.TrailingTrivia))
            || declaration.AttributeLists.Any(static list => list.Target?.Identifier.IsKind(SyntaxKind.FieldKeyword) == true)
            || !accessors.All(IsEquivalentToAutoAccessor)
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } property
            || property.PartialImplementationPart?.SourceLocation() is not null
            || property.GetAttributes().FirstOrDefault(SymbolExtensions.IsTrackedAttr)?.ApplicationSyntaxReference is not { } reference
            || reference.SyntaxTree != declaration.SyntaxTree)
        {
            return null;
        }

        var attribute = (AttributeSyntax)reference.GetSyntax(cancellationToken);
        ExpressionSyntax? defaultValue = null;
        if (declaration.Initializer is { } initializer)
        {
            bool hasDefault = attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == "Default") == true;
            if (hasDefault
                || SignificantTrivia.ExistsIn(initializer)
                || !TryGetDefault(initializer.Value, property.Type, model, out defaultValue, cancellationToken))
            {
                return null;
            }
        }

        bool needsSetter = property.SetMethod is null && !Numbers.IsNumber(property.Type) && !Numbers.IsTimeSpan(property.Type);
        bool changesAccessors = needsSetter || property.GetMethod is null || property.SetMethod?.IsInitOnly == true;
        if (changesAccessors && IsConstrainedByOtherTypes(property))
        {
            return null;
        }

        return new PropertyFix(property, attribute, needsSetter, defaultValue);
    }

    /// <summary>Whether a base class, an interface or derived classes have a say in which accessors there are.</summary>
    private static bool IsConstrainedByOtherTypes(IPropertySymbol property) =>
        property.IsOverride
        || property.IsVirtual
        || property.ContainingType.AllInterfaces
            .SelectMany(candidate => candidate.GetMembers(property.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property));

    /// <summary>An accessor without a body, or one that does to the property's own field what an accessor without a body does.</summary>
    private static bool IsEquivalentToAutoAccessor(AccessorDeclarationSyntax accessor)
    {
        if (accessor is { Body: null, ExpressionBody: null })
        {
            return true;
        }

        if (SignificantTrivia.ExistsIn(accessor))
        {
            return false;
        }

        SyntaxNode? only = accessor.ExpressionBody is { } arrow ? arrow.Expression
            : accessor.Body!.Statements.Count == 1 ? accessor.Body.Statements[0]
            : null;
        return only switch
        {
            ReturnStatementSyntax { Expression: { } value } => IsField(value),
            ExpressionStatementSyntax { Expression: { } expression } => IsStore(expression),
            ExpressionSyntax expression => IsField(expression) || IsStore(expression),
            _ => false,
        };
    }

    private static bool IsField(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.FieldExpression);

    private static bool IsStore(ExpressionSyntax expression) =>
        expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax { Identifier.ValueText: "value" } } store
        && IsField(store.Left);

    /// <summary>What <c>Default</c> has to say instead of an initializer; nothing where it says what a slot starts with anyway.</summary>
    private static bool TryGetDefault(
        ExpressionSyntax initializer, ITypeSymbol type, SemanticModel model, out ExpressionSyntax? defaultValue, CancellationToken cancellationToken)
    {
        defaultValue = null;
        ExpressionSyntax bare = initializer is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed ? suppressed.Operand : initializer;
        if (bare.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.NullLiteralExpression)
        {
            return true;
        }

        // A decimal is no constant that an attribute may have.
        if (model.GetConstantValue(bare, cancellationToken) is not { HasValue: true, Value: { } value and not decimal })
        {
            return false;
        }

        bool isTypesDefault = type.IsValueType
            && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
            && value is not string
            && Convert.ToDouble(value is char character ? (int)character : value, CultureInfo.InvariantCulture) is 0d;
        defaultValue = isTypesDefault ? null : initializer.WithoutTrivia();
        return true;
    }

    private PropertyDeclarationSyntax WithDefault(PropertyDeclarationSyntax declaration)
    {
        if (_default is null || declaration.Initializer is null)
        {
            return declaration;
        }

        // The attribute's place: the declaration is another object by now, with the attributes where they were.
        var list = (AttributeListSyntax)_attribute.Parent!;
        int listIndex = ((PropertyDeclarationSyntax)list.Parent!).AttributeLists.IndexOf(list);
        AttributeSyntax attribute = declaration.AttributeLists[listIndex].Attributes[list.Attributes.IndexOf(_attribute)];
        SeparatedSyntaxList<AttributeArgumentSyntax> options = attribute.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax option = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Default"), CreateSpacedToken(SyntaxKind.EqualsToken)),
            null,
            _default);
        options = options.Add(options.Count > 0 ? option.WithLeadingTrivia(SyntaxFactory.Space) : option);
        return declaration.ReplaceNode(
            attribute, attribute.WithArgumentList((attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()).WithArguments(options)));
    }

    private static PropertyDeclarationSyntax WithoutInitializer(PropertyDeclarationSyntax declaration)
    {
        if (declaration.Initializer is null)
        {
            return declaration;
        }

        AccessorListSyntax accessors = declaration.AccessorList!;
        return declaration
            .WithInitializer(null)
            .WithSemicolonToken(default)
            .WithAccessorList(accessors.WithCloseBraceToken(accessors.CloseBraceToken.WithTrailingTrivia(declaration.SemicolonToken.TrailingTrivia)));
    }

    private static PropertyDeclarationSyntax WithoutStatic(PropertyDeclarationSyntax declaration)
    {
        int index = declaration.Modifiers.IndexOf(SyntaxKind.StaticKeyword);
        if (index < 0)
        {
            return declaration;
        }

        SyntaxTokenList modifiers = declaration.Modifiers.RemoveAt(index);
        if (index == 0)
        {
            modifiers = modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(declaration.Modifiers[0].LeadingTrivia));
        }

        return declaration.WithModifiers(modifiers);
    }

    private AccessorListSyntax WithAccessors(AccessorListSyntax list)
    {
        SyntaxList<AccessorDeclarationSyntax> accessors = SyntaxFactory.List(list.Accessors.Select(WithoutBody));
        if (!accessors.Any(SyntaxKind.GetAccessorDeclaration))
        {
            accessors = accessors.Insert(0, CreateBeside(accessors[0], SyntaxKind.GetAccessorDeclaration));
        }

        if (_needsSetter && !accessors.Any(SyntaxKind.SetAccessorDeclaration))
        {
            AccessorDeclarationSyntax setter = CreateBeside(accessors[0], SyntaxKind.SetAccessorDeclaration);

            // A private property's setter cannot be more private than it.
            accessors = accessors.Add(Property.DeclaredAccessibility == Accessibility.Private ? setter : MakePrivate(setter));
        }

        return list.WithAccessors(accessors);
    }

    /// <summary>The accessor without a body, and <c>set</c> for <c>init</c>.</summary>
    private static AccessorDeclarationSyntax WithoutBody(AccessorDeclarationSyntax accessor)
    {
        SyntaxToken keyword = accessor.Keyword;
        SyntaxTriviaList after = accessor.GetTrailingTrivia();
        if (accessor is { Body: null, ExpressionBody: null } && !keyword.IsKind(SyntaxKind.InitKeyword))
        {
            return accessor;
        }

        SyntaxKind kind = accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? SyntaxKind.GetAccessorDeclaration : SyntaxKind.SetAccessorDeclaration;
        return SyntaxFactory.AccessorDeclaration(
            kind,
            accessor.AttributeLists,
            accessor.Modifiers,
            CreateKeyword(kind).WithLeadingTrivia(keyword.LeadingTrivia),
            body: null,
            expressionBody: null,
            SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(after));
    }

    /// <summary>A further accessor on the line of another one, or on a line of its own where that one has one.</summary>
    private static AccessorDeclarationSyntax CreateBeside(AccessorDeclarationSyntax other, SyntaxKind kind)
    {
        SyntaxTrivia[] lineEnd = [.. other.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))];
        return SyntaxFactory.AccessorDeclaration(kind)
            .WithKeyword(CreateKeyword(kind))
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(other.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            .WithTrailingTrivia(lineEnd.Length > 0 ? lineEnd : [SyntaxFactory.Space]);
    }

    private static AccessorDeclarationSyntax MakePrivate(AccessorDeclarationSyntax accessor)
    {
        SyntaxToken keyword = accessor.Keyword;
        return accessor
            .WithKeyword(keyword.WithLeadingTrivia())
            .WithModifiers([SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithLeadingTrivia(keyword.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space)]);
    }

    private static SyntaxToken CreateKeyword(SyntaxKind accessor) =>
        SyntaxFactory.Token(accessor == SyntaxKind.GetAccessorDeclaration ? SyntaxKind.GetKeyword : SyntaxKind.SetKeyword);

    private static SyntaxToken CreateSpacedToken(SyntaxKind kind) =>
        SyntaxFactory.Token(kind).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
}
