using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>A type of the user's that Orleans can serialize once attributes mark it and its members.</summary>
internal sealed class SerializedType
{
    private const string IdAttribute = "IdAttribute";

    private readonly TypeDeclarationSyntax _declaration;
    private readonly NameSyntax _attribute;
    private readonly List<(SyntaxNode Declaration, AttributeListSyntax Id)> _ids = [];

    private SerializedType(INamedTypeSymbol type, TypeDeclarationSyntax declaration, NameSyntax attribute)
    {
        (_declaration, _attribute) = (declaration, attribute);
        Base = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } ancestor ? ancestor : null;
    }

    /// <summary>The types of the members.</summary>
    public List<ITypeSymbol> Members { get; } = [];

    /// <summary>The base class; null if it is <c>object</c>.</summary>
    public INamedTypeSymbol? Base { get; }

    /// <summary>Reads a type. Null if something in it would be lost, so that only the user can decide.</summary>
    public static SerializedType? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!type.IsReachable()
            || type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not TypeDeclarationSyntax first
            || Captures(type, compilation, cancellationToken))
        {
            return null;
        }

        // An event of the usual kind is a field of functions.
        if (type.GetMembers().Any(static member => member is IEventSymbol { IsStatic: false })) return null;
        SemanticModel model = compilation.GetSemanticModel(first.SyntaxTree);
        SerializedType read = new(type, first, AttributeNames.CreateOrleans("GenerateSerializerAttribute", model, first.SpanStart));
        uint next = type.GetMembers().Select(FindId).Max(static id => id is { } used ? used + 1 : 0u);
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic && !field.IsConst))
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            if (field.Type.TypeKind == TypeKind.Pointer || field.IsFixedSizeBuffer) return null;
            if (HasAttribute(member, "System", "NonSerializedAttribute") || HasAttribute(field, "System", "NonSerializedAttribute")) continue;
            read.Members.Add(field.Type);
            if (FindId(member) is not null) continue;
            if (!read.AddId(member, next++, compilation, cancellationToken)) return null;
        }

        return read;
    }

    /// <summary>Adds the edits that mark the type and its members.</summary>
    public void AddTo(Edits edits)
    {
        foreach ((SyntaxNode declaration, AttributeListSyntax id) in _ids)
        {
            edits.Replace(declaration, current =>
                ListsOf(current).Any(list => SyntaxFactory.AreEquivalent(list, id)) ? current : AttributeLists.AddBefore(current, id));
        }

        // The members are edited first, so the type is edited with its edited members.
        SyntaxTrivia lineEnd = TextLayout.LineEnd(_declaration);
        edits.Replace(_declaration, current => AttributeLists.AddAbove(current, _attribute, lineEnd));
    }

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode declaration) =>
        declaration is ParameterSyntax parameter ? parameter.AttributeLists : ((MemberDeclarationSyntax)declaration).AttributeLists;

    private bool AddId(ISymbol member, uint number, Compilation compilation, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration) return false;
        if (declaration is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } })
            declaration = field;
        if (declaration is not (ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax)) return false;
        NameSyntax name = AttributeNames.CreateOrleans(IdAttribute, compilation.GetSemanticModel(declaration.SyntaxTree), declaration.SpanStart);
        AttributeSyntax id = SyntaxFactory.Attribute(name, SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal((int)number))))));
        AttributeListSyntax list = SyntaxFactory.AttributeList([id]);
        if (declaration is ParameterSyntax)
        {
            list = list.WithTarget(SyntaxFactory.AttributeTargetSpecifier(
                SyntaxFactory.Token(SyntaxKind.PropertyKeyword), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
        }

        _ids.Add((declaration, list));
        return true;
    }

    /// <summary>Whether the code of a class uses a parameter of its constructor later on: nothing would write it.</summary>
    private static bool Captures(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.IsRecord) return false;
        foreach (TypeDeclarationSyntax part in type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>())
        {
            SemanticModel model = compilation.GetSemanticModel(part.SyntaxTree);
            foreach (IdentifierNameSyntax name in part.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (model.GetSymbolInfo(name, cancellationToken).Symbol
                    is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } own } parameter)
                {
                    continue;
                }

                bool isPrimary = parameter.DeclaringSyntaxReferences.Any(static place => place.GetSyntax().Parent?.Parent is TypeDeclarationSyntax);
                bool isInitializer = name.FirstAncestorOrSelf<EqualsValueClauseSyntax>()?.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax
                    || name.FirstAncestorOrSelf<PrimaryConstructorBaseTypeSyntax>() is not null;
                if (isPrimary && !isInitializer && SymbolEqualityComparer.Default.Equals(own.ContainingType, type)) return true;
            }
        }

        return false;
    }

    private static uint? FindId(ISymbol member) => member.GetAttributes()
        .Where(static attribute => attribute.AttributeClass.Is("Orleans", IdAttribute))
        .Select(static attribute => attribute.ConstructorArguments.FirstOrDefault().Value as uint?)
        .FirstOrDefault();

    private static bool HasAttribute(ISymbol member, string namespaceName, string name) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass.Is(namespaceName, name));
}
