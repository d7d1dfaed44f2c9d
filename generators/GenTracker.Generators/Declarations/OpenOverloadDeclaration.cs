using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>A constructor that can open a child. The pipeline does not keep it.</summary>
/// <param name="Constructor">The constructor.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record OpenOverloadDeclaration(IMethodSymbol Constructor, ImmutableArray<ParameterDeclaration> Parameters)
{
    private const string SameSignature = "this constructor makes a FindOrOpenAsync whose parameters another one has already; "
        + "make one constructor private, or give it a parameter more";

    /// <summary>Reads and checks the constructors of a class. The result holds the ones that can open a child.</summary>
    /// <param name="type">The class.</param>
    /// <param name="nameLocation">The place of the class's name.</param>
    /// <param name="keyType">The type of its keys.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static ImmutableArray<OpenOverloadDeclaration> ReadAll(
        INamedTypeSymbol type, Location nameLocation, ITypeSymbol keyType, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        ImmutableArray<OpenOverloadDeclaration>.Builder overloads = ImmutableArray.CreateBuilder<OpenOverloadDeclaration>();
        HashSet<string> signatures = [FactorySignature(type, keyType)];
        string? required = FindRequiredMember(type);
        bool any = false;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(IsAccessible).OrderBy(static constructor => constructor.Parameters.Length))
        {
            any = true;
            OpenOverloadDeclaration overload = new(constructor, [.. constructor.Parameters.Select(parameter => ParameterDeclaration.Read(parameter, keyType))]);
            if (overload.FindError(type, required, keyType, compilation) is { } error)
            {
                Report(error.Symbol ?? constructor, error.Reason);
            }
            else if (!signatures.Add(overload.Signature()))
            {
                Report(constructor, SameSignature);
            }
            else
            {
                overloads.Add(overload);
            }
        }

        if (!any) Report(null, "no constructor is accessible; make one public or internal");
        return overloads.ToImmutable();

        void Report(ISymbol? symbol, string reason) =>
            diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.CannotOpen, symbol?.SourceLocation() ?? nameLocation, type.Name, reason));
    }

    private static bool IsAccessible(IMethodSymbol constructor) =>
        constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private (ISymbol? Symbol, string Reason)? FindError(INamedTypeSymbol type, string? required, ITypeSymbol keyType, Compilation compilation)
    {
        foreach (ParameterDeclaration declared in Parameters)
        {
            if (FindParameterError(declared, type, keyType, compilation) is { } reason) return (declared.Parameter, reason);
        }

        if (required is null || Constructor.GetAttributes().Any(SetsRequiredMembers)) return null;
        return (null, $"'{required}' is required and would not be set; set it in this constructor and mark that [SetsRequiredMembers], or remove 'required'");
    }

    private static bool SetsRequiredMembers(AttributeData attribute) =>
        attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute");

    private static string? FindParameterError(ParameterDeclaration declared, INamedTypeSymbol type, ITypeSymbol keyType, Compilation compilation)
    {
        IParameterSymbol parameter = declared.Parameter;
        string subject = $"the parameter '{parameter.Name}' of this constructor", typeName = parameter.Type.ToDisplayName();
        bool isService = declared.Role is ParameterRole.Service or ParameterRole.KeyedService;
        if (parameter.RefKind != RefKind.None) return subject + " is passed by reference, and arguments are kept for restarts; pass the value";
        if (parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer
            || parameter.Type is ITypeParameterSymbol { AllowsRefLikeType: true })
        {
            return $"{subject} is of type '{typeName}', which cannot be kept for restarts; use an ordinary type";
        }

        if (isService && parameter.Type.TypeKind == TypeKind.Dynamic)
        {
            return subject + " asks for a service of type 'dynamic', which names none; use the service's type";
        }

        if (isService && parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return $"{subject} asks for a service of type '{typeName}', and no service is null; use the type without '?'";
        }

        ISymbol user = (ISymbol?)type.ContainingType ?? compilation.Assembly;
        if (FindServiceKeyError(declared, user, compilation) is { } keyError) return $"the service key of {subject} {keyError}";
        if (declared.Role == ParameterRole.Argument && parameter.Name == "key")
        {
            return $"{subject} is of type '{typeName}', while the keys are of type '{keyType.ToDisplayName()}'; "
                + "correct the type, or rename the parameter if it is not the key";
        }

        bool isAccessible = parameter.Type.TypeKind == TypeKind.Error
            || compilation.IsSymbolAccessibleWithin(parameter.Type, user);
        return isAccessible ? null : $"the type '{typeName}' of {subject} is less accessible than the tracker; make the type more accessible";
    }

    private static string? FindServiceKeyError(ParameterDeclaration declared, ISymbol user, Compilation compilation)
    {
        if (declared is not { Role: ParameterRole.KeyedService, UnknownKey: null, ServiceKey: var key }) return null;
        if (key.Kind == TypedConstantKind.Array) return "is an array, which equals no other one; use a string or an enum";
        return key.NamedType() is not { } named || named.IsNameableWithin(user, compilation)
            ? null
            : $"names '{named.ToDisplayName()}', which the tracker cannot name; make that type internal, outside of private types";
    }

    private static string? FindRequiredMember(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            foreach (ISymbol member in up.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) return member.Name;
            }
        }

        return null;
    }

    /// <summary>The types of the parameters that callers pass, as the runtime compares signatures.</summary>
    private string Signature() =>
        string.Join(",", Parameters.Where(declared => declared.Role == ParameterRole.Argument).Select(declared => SignatureOf(declared.Parameter.Type)));

    private static string FactorySignature(INamedTypeSymbol type, ITypeSymbol keyType) => $"global::System.Func<{SignatureOf(keyType)}, {SignatureOf(type)}>";

    private static string SignatureOf(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(SignatureFormat);

    private static readonly SymbolDisplayFormat SignatureFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);
}
