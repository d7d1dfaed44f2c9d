using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>A constructor's parameter and where its argument comes from.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Role">Where its argument comes from.</param>
/// <param name="ServiceKey">The key of a keyed service.</param>
internal readonly record struct ParameterDeclaration(IParameterSymbol Parameter, ParameterRole Role, TypedConstant ServiceKey)
{
    /// <summary>Finds out where the argument comes from.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="keyType">The type of the tracker's keys.</param>
    /// <returns>The parameter with its role.</returns>
    public static ParameterDeclaration Read(IParameterSymbol parameter, ITypeSymbol keyType)
    {
        bool injected = false;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute"))
            {
                // Without a key, or with null, it asks for what an unkeyed parameter gets.
                if (attribute.ConstructorArguments.FirstOrDefault() is { Kind: not TypedConstantKind.Error, IsNull: false } key) return new(parameter, ParameterRole.KeyedService, key);
                injected = true;
            }

            injected |= attribute.AttributeClass.Is("GenTracker", "InjectedAttribute");
        }

        ParameterRole role = injected
            ? parameter.Type.Is("Microsoft.Extensions.Logging", "ILogger", arity: 1) ? ParameterRole.Logger : ParameterRole.Service
            : parameter.Name == "key" && SymbolEqualityComparer.Default.Equals(WithoutNames(parameter.Type), WithoutNames(keyType)) ? ParameterRole.Key
            : ParameterRole.Argument;
        return new(parameter, role, default);
    }

    /// <summary>A tuple's type without the names of its elements, which [Tracker&lt;TKey&gt;] cannot have: attributes have no place for them.</summary>
    private static ITypeSymbol WithoutNames(ITypeSymbol type) => type is INamedTypeSymbol { TupleUnderlyingType: { } unnamed } ? unnamed : type;
}
