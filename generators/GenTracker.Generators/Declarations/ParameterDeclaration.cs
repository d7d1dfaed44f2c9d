using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>A parameter of a constructor, and the source of its argument.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Role">The source of its argument.</param>
/// <param name="ServiceKey">The key of a keyed service.</param>
/// <param name="UnknownKey">The expression of the key, if its value is not known.</param>
internal readonly record struct ParameterDeclaration(
    IParameterSymbol Parameter, ParameterRole Role, TypedConstant ServiceKey, ExpressionSyntax? UnknownKey = null)
{
    /// <summary>Finds out where the argument comes from.</summary>
    public static ParameterDeclaration Read(IParameterSymbol parameter, ITypeSymbol keyType)
    {
        bool isInjected = false;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute"))
            {
                // Without a key, or with null, it asks for the same service as [Injected].
                if (attribute.ConstructorArguments.FirstOrDefault() is { Kind: not TypedConstantKind.Error, IsNull: false } key)
                {
                    return new(parameter, ParameterRole.KeyedService, key);
                }

                if (ConstantSyntax.FindUnknownArgument(attribute) is { } expression) return new(parameter, ParameterRole.KeyedService, default, expression);
                isInjected = true;
            }

            isInjected |= attribute.AttributeClass.Is("GenTracker", "InjectedAttribute");
        }

        ParameterRole role = isInjected
            ? parameter.Type.Is("Microsoft.Extensions.Logging", "ILogger", arity: 1) ? ParameterRole.Logger : ParameterRole.Service
            : parameter.Name == "key" && SymbolEqualityComparer.Default.Equals(WithoutElementNames(parameter.Type), WithoutElementNames(keyType))
                ? ParameterRole.Key
            : ParameterRole.Argument;
        return new(parameter, role, default);
    }

    /// <summary>A tuple type without the names of its elements, which the type argument of an attribute cannot have.</summary>
    private static ITypeSymbol WithoutElementNames(ITypeSymbol type) => type is INamedTypeSymbol { TupleUnderlyingType: { } unnamed } ? unnamed : type;
}
