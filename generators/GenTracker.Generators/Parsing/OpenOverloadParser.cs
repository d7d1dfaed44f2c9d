using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Makes the models of the constructors that can open a child.</summary>
internal static class OpenOverloadParser
{
    /// <summary>Makes the models.</summary>
    /// <param name="overloads">The constructors.</param>
    /// <returns>Their models, in the same order.</returns>
    public static ImmutableArray<OpenOverloadModel> Parse(ImmutableArray<OpenOverloadDeclaration> overloads)
    {
        ImmutableArray<OpenOverloadModel>.Builder models = ImmutableArray.CreateBuilder<OpenOverloadModel>(overloads.Length);
        int[] counts = [.. overloads.Select(CountArguments).Distinct().OrderBy(static count => count)];
        foreach (OpenOverloadDeclaration opening in overloads)
        {
            models.Add(Parse(opening, "Spec" + models.Count.ToString(CultureInfo.InvariantCulture), Priority(opening, counts)));
        }

        return models.MoveToImmutable();
    }

    /// <summary>The services without which one of the constructors cannot be called, as expressions.</summary>
    /// <param name="overloads">The constructors.</param>
    /// <returns>The services.</returns>
    public static ImmutableArray<string> RequiredServices(ImmutableArray<OpenOverloadDeclaration> overloads) =>
    [
        .. overloads
            .SelectMany(static opening => opening.Parameters)
            .Where(static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService && !declared.Parameter.IsOptional)
            .Select(static declared => $"new(typeof({TypeNames.Of(declared.Parameter.Type, annotated: false)}), {ServiceKey(declared)}, {Literals.Of(declared.Parameter.Name)})")
            .Distinct(),
    ];

    private static int CountArguments(OpenOverloadDeclaration opening) => opening.Parameters.Count(static declared => declared.Role == ParameterRole.Argument);

    /// <summary>
    /// The overload with the fewest parameters comes first, as the optional ones that all overloads have would make calls ambiguous
    /// otherwise. All of them come before those with a factory (0), so that null as an argument is an argument and not a factory; save
    /// those that would take a factory for an argument.
    /// </summary>
    private static int Priority(OpenOverloadDeclaration opening, int[] counts)
    {
        int rank = System.Array.IndexOf(counts, CountArguments(opening));
        bool takesFactory = opening.Parameters.Any(static declared => declared.Role == ParameterRole.Argument && TakesLambda(declared.Parameter.Type));
        return takesFactory ? -1 - rank : counts.Length - rank;
    }

    private static bool TakesLambda(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Delegate or TypeKind.Dynamic or TypeKind.TypeParameter
        || type.SpecialType is SpecialType.System_Object or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate;

    private static OpenOverloadModel Parse(OpenOverloadDeclaration opening, string specName, int priority)
    {
        List<ArgumentModel> arguments = [];
        List<string> names = ["key"];
        foreach (ParameterDeclaration declared in opening.Parameters)
        {
            if (declared.Role != ParameterRole.Argument) continue;
            names.Add(declared.Parameter.Name);
            arguments.Add(Argument(declared.Parameter));
        }

        string scope = TypeNames.Free(names, "scope", "childScope");
        return new()
        {
            Accessibility = TypeNames.OutsideOf(opening.Constructor.DeclaredAccessibility)!,
            Priority = priority,
            SpecName = specName,
            Arguments = arguments.ToImmutableArray(),
            Construction = opening.Parameters.Select(declared => Construction(declared, scope)).ToImmutableArray(),
            NeedsScope = opening.Parameters.Any(static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService),
            Options = TypeNames.Free(names, "options", "childOptions"),
            CancellationToken = TypeNames.Free(names, "cancellationToken", "openCancellationToken"),
            Found = TypeNames.Free(names, "found", "foundChild"),
            Scope = scope,
        };
    }

    private static ArgumentModel Argument(IParameterSymbol parameter)
    {
        string name = TypeNames.Identifier(parameter.Name);

        // The generated parameters follow, so it cannot be a params parameter here: it is one that may be left out.
        if (parameter.IsParams) return new(TypeNames.Of(parameter.Type, annotated: false) + "?", name, parameter.Name, " = null");
        return new(TypeNames.Of(parameter.Type), name, parameter.Name, parameter.IsOptional ? " = " + Literals.OfDefault(parameter) : "");
    }

    private static string Construction(ParameterDeclaration declared, string scope)
    {
        IParameterSymbol parameter = declared.Parameter;
        string name = TypeNames.Identifier(parameter.Name);
        switch (declared.Role)
        {
            case ParameterRole.Key:
                return "key";
            case ParameterRole.Logger:
                return $"{scope}.GetLogger<{TypeNames.Of(((INamedTypeSymbol)parameter.Type).TypeArguments[0])}>()";
            case ParameterRole.Service:
                return parameter.IsOptional
                    ? $"{scope}.GetOptional<{TypeNames.Of(parameter.Type)}>({Literals.OfDefault(parameter)})"
                    : $"{scope}.Get<{TypeNames.Of(parameter.Type, annotated: false)}>()";
            case ParameterRole.KeyedService:
                return parameter.IsOptional
                    ? $"{scope}.GetKeyedOptional<{TypeNames.Of(parameter.Type)}>({ServiceKey(declared)}, {Literals.OfDefault(parameter)})"
                    : $"{scope}.GetKeyed<{TypeNames.Of(parameter.Type, annotated: false)}>({ServiceKey(declared)})";
            default:
                return parameter.IsParams ? name + " ?? []" : name;
        }
    }

    private static string ServiceKey(ParameterDeclaration declared) =>
        declared.Role == ParameterRole.KeyedService ? Literals.Of(declared.ServiceKey, declared.ServiceKey.Type!) : "null";
}
