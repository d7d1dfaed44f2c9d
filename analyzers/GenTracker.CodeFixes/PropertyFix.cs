using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes;

/// <summary>
/// Turns a property into the partial definition of an attribute: adds <c>partial</c>, a getter, and a setter if nothing could write the property
/// otherwise; removes <c>static</c> and the bodies of accessors; replaces <c>init</c> by <c>set</c>, and an initializer by <c>Default</c>.
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

    public IPropertySymbol Property { get; }

    /// <summary>Finds the fix. Null if something would be lost or would break elsewhere, so that only the user can decide.</summary>
    public static async Task<PropertyFix?> FindAsync(Document document, PropertyDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || Find(declaration, model, cancellationToken) is not { } fix)
        {
            return null;
        }

        // Code that uses the static property through the class would need a child, and only the user knows which.
        bool isStaticAndUsed = fix.Property.IsStatic
            && (await SymbolFinder.FindReferencesAsync(fix.Property, document.Project.Solution, cancellationToken).ConfigureAwait(false))
                .Any(found => found.Locations.Any());
        return isStaticAndUsed ? null : fix;
    }

    /// <summary>Applies the fix to the property, which may be fixed already.</summary>
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
            || property.IsImplementedByMvvmToolkit()
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

        bool needsSetter = property.SetMethod is null && !NumericTypes.IsNumber(property.Type) && !NumericTypes.IsTimeSpan(property.Type);
        bool changesAccessors = needsSetter || property.GetMethod is null || property.SetMethod?.IsInitOnly == true;
        if (changesAccessors && IsConstrainedByOtherTypes(property))
        {
            return null;
        }

        return new PropertyFix(property, attribute, needsSetter, defaultValue);
    }

    /// <summary>Whether a base class, an interface or a derived class determines the accessors.</summary>
    public static bool IsConstrainedByOtherTypes(IPropertySymbol property) =>
        property.IsOverride
        || property.IsVirtual
        || property.ContainingType.AllInterfaces
            .SelectMany(candidate => candidate.GetMembers(property.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property));

    /// <summary>Whether the accessor has no body, or a body that does the same as none.</summary>
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
        expression is AssignmentExpressionSyntax
        { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax { Identifier.ValueText: "value" } } store
        && IsField(store.Left);

    /// <summary>Finds the value for <c>Default</c>: none if the initializer is the default of the type. False if it is not a constant.</summary>
    public static bool TryGetDefault(
        ExpressionSyntax initializer, ITypeSymbol type, SemanticModel model, out ExpressionSyntax? defaultValue, CancellationToken cancellationToken)
    {
        defaultValue = null;
        ExpressionSyntax unwrapped = initializer is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed
            ? suppressed.Operand
            : initializer;
        if (unwrapped.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.NullLiteralExpression)
        {
            return true;
        }

        // An attribute argument cannot be a decimal.
        if (model.GetConstantValue(unwrapped, cancellationToken) is not { HasValue: true, Value: { } value and not decimal })
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

        // Finds the attribute by its position: the declaration is a new object by now, with the attributes in the same places.
        var list = (AttributeListSyntax)_attribute.Parent!;
        int listIndex = ((PropertyDeclarationSyntax)list.Parent!).AttributeLists.IndexOf(list);
        AttributeSyntax attribute = declaration.AttributeLists[listIndex].Attributes[list.Attributes.IndexOf(_attribute)];
        SeparatedSyntaxList<AttributeArgumentSyntax> options = attribute.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax option = CreateDefaultOption(_default);
        options = options.Add(options.Count > 0 ? option.WithLeadingTrivia(SyntaxFactory.Space) : option);
        return declaration.ReplaceNode(
            attribute, attribute.WithArgumentList((attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()).WithArguments(options)));
    }

    /// <summary>Creates <c>Default = value</c>.</summary>
    public static AttributeArgumentSyntax CreateDefaultOption(ExpressionSyntax value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Default"), CreateSpacedToken(SyntaxKind.EqualsToken)), null, value);

    /// <summary>Removes the initializer. The property ends with its accessors then.</summary>
    public static PropertyDeclarationSyntax WithoutInitializer(PropertyDeclarationSyntax declaration)
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
            accessors = accessors.Insert(0, CreateBeside(accessors.FirstOrDefault(), SyntaxKind.GetAccessorDeclaration));
        }

        if (_needsSetter && !accessors.Any(SyntaxKind.SetAccessorDeclaration))
        {
            AccessorDeclarationSyntax setter = CreateBeside(accessors[0], SyntaxKind.SetAccessorDeclaration);

            // An accessor of a private property cannot have a modifier of its own.
            accessors = accessors.Add(Property.DeclaredAccessibility == Accessibility.Private ? setter : MakePrivate(setter));
        }

        return list.WithAccessors(accessors);
    }

    /// <summary>Removes the body, and replaces <c>init</c> by <c>set</c>.</summary>
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

    /// <summary>
    /// Creates an accessor on the line of the other one, or on its own line if the other one has its own. There is no other one while code is typed.
    /// </summary>
    private static AccessorDeclarationSyntax CreateBeside(AccessorDeclarationSyntax? other, SyntaxKind kind)
    {
        SyntaxTriviaList before = other?.GetLeadingTrivia() ?? default;
        SyntaxTriviaList after = other?.GetTrailingTrivia() ?? default;
        SyntaxTrivia[] lineEnd = [.. after.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))];
        return SyntaxFactory.AccessorDeclaration(kind)
            .WithKeyword(CreateKeyword(kind))
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(before.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
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
