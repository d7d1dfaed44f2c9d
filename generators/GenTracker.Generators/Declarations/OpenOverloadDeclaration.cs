using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>A constructor that can open a child. Lives no longer than one reading.</summary>
/// <param name="Constructor">The constructor.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record OpenOverloadDeclaration(IMethodSymbol Constructor, ImmutableArray<ParameterDeclaration> Parameters)
{
    /// <summary>Reads and checks the constructors of a class that can be opened.</summary>
    /// <param name="type">The class.</param>
    /// <param name="name">Where the class's name is.</param>
    /// <param name="keyType">The type of its keys.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>Those that can open a child.</returns>
    public static ImmutableArray<OpenOverloadDeclaration> ReadAll(
        INamedTypeSymbol type, Location name, ITypeSymbol keyType, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        ImmutableArray<OpenOverloadDeclaration>.Builder overloads = ImmutableArray.CreateBuilder<OpenOverloadDeclaration>();
        HashSet<string> signatures = [FactorySignature(type, keyType)];
        string? required = FindRequiredMember(type);
        bool any = false;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(IsAccessible).OrderBy(static constructor => constructor.Parameters.Length))
        {
            any = true;
            OpenOverloadDeclaration opening = new(constructor, [.. constructor.Parameters.Select(parameter => ParameterDeclaration.Read(parameter, keyType))]);
            if (opening.FindFault(type, required, keyType, compilation) is { } fault)
            {
                diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.CannotOpen, (fault.Where ?? constructor).SourceLocation() ?? name, type.Name, fault.Reason));
            }
            else if (!signatures.Add(opening.Signature()))
            {
                diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.CannotOpen, constructor.SourceLocation() ?? name, type.Name, "this constructor makes a FindOrOpenAsync whose parameters another one has already; make one constructor private, or give it a parameter more"));
            }
            else
            {
                overloads.Add(opening);
            }
        }

        if (!any)
        {
            diagnostics.Add(DiagnosticInfo.Create(DiagnosticDescriptors.CannotOpen, name, type.Name, "no constructor is accessible; make one public or internal"));
        }

        return overloads.ToImmutable();
    }

    private static bool IsAccessible(IMethodSymbol constructor) =>
        constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private (ISymbol? Where, string Reason)? FindFault(INamedTypeSymbol type, string? required, ITypeSymbol keyType, Compilation compilation)
    {
        foreach (ParameterDeclaration declared in Parameters)
        {
            IParameterSymbol parameter = declared.Parameter;
            string name = parameter.Name, shown = parameter.Type.ToDisplayName();
            if (parameter.RefKind != RefKind.None)
            {
                return (parameter, $"the parameter '{name}' of this constructor is passed by reference, and arguments are kept for restarts; pass the value");
            }

            if (parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer
                || parameter.Type is ITypeParameterSymbol { AllowsRefLikeType: true })
            {
                return (parameter, $"the parameter '{name}' of this constructor is of type '{shown}', which cannot be kept for restarts; use an ordinary type");
            }

            if (declared.Role is ParameterRole.Service or ParameterRole.KeyedService && parameter.Type.TypeKind == TypeKind.Dynamic)
            {
                return (parameter, $"the parameter '{name}' of this constructor asks for a service of type 'dynamic', which names none; use the service's type");
            }

            if (declared.Role is ParameterRole.Service or ParameterRole.KeyedService && parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            {
                return (parameter, $"the parameter '{name}' of this constructor asks for a service of type '{shown}', and no service is null; use the type without '?'");
            }

            if (declared.Role == ParameterRole.Argument && name == "key")
            {
                return (parameter, $"the parameter 'key' of this constructor is of type '{shown}', while the keys are of type '{keyType.ToDisplayName()}'; correct the type, or rename the parameter if it is not the key");
            }

            if (parameter.Type.TypeKind != TypeKind.Error && !compilation.IsSymbolAccessibleWithin(parameter.Type, (ISymbol?)type.ContainingType ?? compilation.Assembly))
            {
                return (parameter, $"the type '{shown}' of the parameter '{name}' of this constructor is less accessible than the tracker; make the type more accessible");
            }
        }

        if (required is not null && !Constructor.GetAttributes().Any(attribute => attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute")))
        {
            return (null, $"'{required}' is required and would not be set; set it in this constructor and mark that [SetsRequiredMembers], or remove 'required'");
        }

        return null;
    }

    private static string? FindRequiredMember(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? up = type; up is not null && up.SpecialType != SpecialType.System_Object; up = up.BaseType)
        {
            foreach (ISymbol member in up.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) return member.Name;
            }
        }

        return null;
    }

    /// <summary>The types of the parameters that callers see, as the runtime tells signatures apart.</summary>
    private string Signature() =>
        string.Join(",", Parameters.Where(declared => declared.Role == ParameterRole.Argument).Select(declared => SignatureOf(declared.Parameter.Type)));

    private static string FactorySignature(INamedTypeSymbol type, ITypeSymbol keyType) => $"global::System.Func<{SignatureOf(keyType)}, {SignatureOf(type)}>";

    private static string SignatureOf(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(SignatureFormat);

    private static readonly SymbolDisplayFormat SignatureFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);
}
