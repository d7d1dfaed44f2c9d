using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Creates the models of the constructors that can open a child.</summary>
internal static class OpenOverloadParser
{
    /// <summary>The names that mean something else in the class that keeps the arguments.</summary>
    private static readonly string[] KeptMembers =
    [
        "Create", "NeedsScope", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>Creates the models, in the same order.</summary>
    /// <param name="overloads">The constructors.</param>
    /// <param name="carried">The attributes that generated declarations repeat.</param>
    /// <param name="types">Writes the types.</param>
    public static ImmutableArray<OpenOverloadModel> Parse(
        ImmutableArray<OpenOverloadDeclaration> overloads, CarriedAttributes carried, TypeWriter types)
    {
        ImmutableArray<OpenOverloadModel>.Builder models = ImmutableArray.CreateBuilder<OpenOverloadModel>(overloads.Length);
        int[] counts = [.. overloads.Select(CountArguments).Distinct().OrderBy(static count => count)];
        foreach (OpenOverloadDeclaration overload in overloads)
        {
            models.Add(Parse(overload, carried, types, TrackerMembers.SpecName(models.Count), Priority(overload, counts)));
        }

        return models.MoveToImmutable();
    }

    /// <summary>The services that one of the constructors requires, as expressions.</summary>
    public static ImmutableArray<string> RequiredServices(ImmutableArray<OpenOverloadDeclaration> overloads, TypeWriter types) =>
    [
        .. overloads
            .SelectMany(static overload => overload.Parameters)
            .Where(static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService && !declared.Parameter.IsOptional)
            .Select(declared =>
                $"new(typeof({types.Write(declared.Parameter.Type, annotated: false)}), {ServiceKey(declared, types)}, "
                    + $"{Literals.Format(declared.Parameter.Name)})")
            .Distinct(),
    ];

    private static int CountArguments(OpenOverloadDeclaration overload) =>
        overload.Parameters.Count(IsArgument);

    /// <summary>
    /// The overload with the fewest parameters comes first: otherwise the optional parameters of all overloads would make calls ambiguous.
    /// All overloads come before the ones with a factory (priority 0), so that a null argument is not taken for a factory. An overload that
    /// would take a factory as an argument comes after those.
    /// </summary>
    private static int Priority(OpenOverloadDeclaration overload, int[] counts)
    {
        int rank = Array.IndexOf(counts, CountArguments(overload));
        bool takesFactory = overload.Parameters.Any(static declared => IsArgument(declared) && TakesLambda(declared.Parameter.Type));
        return takesFactory ? -1 - rank : counts.Length - rank;
    }

    private static bool TakesLambda(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Delegate or TypeKind.Dynamic or TypeKind.TypeParameter
        || type.SpecialType is SpecialType.System_Object or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate;

    private static OpenOverloadModel Parse(OpenOverloadDeclaration overload, CarriedAttributes carried, TypeWriter types, string specName, int priority)
    {
        IParameterSymbol[] parameters = [.. overload.Parameters.Where(IsArgument).Select(static declared => declared.Parameter)];
        IParameterSymbol? key = overload.Parameters.FirstOrDefault(static declared => declared.Role == ParameterRole.Key).Parameter;
        List<string> names = ["key", .. parameters.Select(static parameter => parameter.Name)];
        string[] given = [.. names];
        string scope = TypeNames.FirstFree(names, "scope", "childScope");
        List<ArgumentModel> arguments = new(parameters.Length);
        foreach (IParameterSymbol parameter in parameters)
        {
            string kept = parameter.Name;
            if (KeptMembers.Contains(kept) || kept == specName)
            {
                kept = TypeNames.FirstFree(names, kept + "_");
                names.Add(kept);
            }

            arguments.Add(Argument(parameter, TypeNames.Escape(kept), carried, types, given));
        }

        return new()
        {
            Accessibility = TypeNames.KeywordOutside(overload.Constructor.DeclaredAccessibility)!,
            Attributes = carried.OfOpenMethod(overload.Constructor),
            KeyAttributes = key is null ? "" : carried.OfKey(key, given),
            Suppressions = carried.SuppressionsOf(overload.Constructor),
            IsObsolete = CarriedAttributes.IsObsolete(overload.Constructor),
            Priority = priority,
            SpecName = specName,
            Arguments = arguments.ToImmutableArray(),
            ConstructorArguments = overload.Parameters.Select(declared => ConstructorArgument(declared, scope, arguments, types)).ToImmutableArray(),
            NeedsScope = overload.Parameters.Any(static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService),
            OptionsParameter = TypeNames.FirstFree(names, "options", "childOptions"),
            TokenParameter = TypeNames.FirstFree(names, "cancellationToken", "openCancellationToken"),
            FoundVariable = TypeNames.FirstFree(names, "found", "foundChild"),
            ScopeParameter = scope,
        };
    }

    private static bool IsArgument(ParameterDeclaration declared) => declared.Role == ParameterRole.Argument;

    private static ArgumentModel Argument(
        IParameterSymbol parameter,
        string keptName,
        CarriedAttributes carried,
        TypeWriter types,
        IReadOnlyCollection<string> names)
    {
        string name = TypeNames.Escape(parameter.Name);
        string attributes = carried.OfParameter(parameter, names, parameter.IsOptional);
        string kept = carried.OfKeptArgument(parameter), field = carried.OfField(parameter);

        // Generated parameters follow, so it cannot be a params parameter. It becomes an optional one.
        string type = parameter.IsParams ? types.Write(parameter.Type, annotated: false) + "?" : types.Write(parameter.Type);
        string defaultValue = parameter.IsParams ? " = null"
            : parameter.IsOptional && !CarriedAttributes.IsOptionalByAttribute(parameter) ? " = " + types.WriteDefault(parameter)
            : "";
        return new(attributes, kept, field, type, name, parameter.Name, keptName, defaultValue);
    }

    private static string ConstructorArgument(ParameterDeclaration declared, string scope, List<ArgumentModel> arguments, TypeWriter types)
    {
        IParameterSymbol parameter = declared.Parameter;
        switch (declared.Role)
        {
            case ParameterRole.Key:
                return "key";
            case ParameterRole.Logger:
                return $"{scope}.GetLogger<{types.Write(((INamedTypeSymbol)parameter.Type).TypeArguments[0])}>()";
            case ParameterRole.Service:
                return parameter.IsOptional
                    ? $"{scope}.GetOptional<{types.Write(parameter.Type)}>({types.WriteDefault(parameter)})"
                    : $"{scope}.Get<{types.Write(parameter.Type, annotated: false)}>()";
            case ParameterRole.KeyedService:
                return parameter.IsOptional
                    ? $"{scope}.GetKeyedOptional<{types.Write(parameter.Type)}>({ServiceKey(declared, types)}, {types.WriteDefault(parameter)})"
                    : $"{scope}.GetKeyed<{types.Write(parameter.Type, annotated: false)}>({ServiceKey(declared, types)})";
            default:
                string kept = arguments.Find(argument => argument.PlainName == parameter.Name).KeptName;
                return parameter.IsParams ? kept + " ?? []" : kept;
        }
    }

    private static string ServiceKey(ParameterDeclaration declared, TypeWriter types) => declared switch
    {
        { Role: not ParameterRole.KeyedService } => "null",
        { UnknownKey: { } expression } => types.WriteUnknown(expression),
        _ => Literals.Format(declared.ServiceKey, declared.ServiceKey.Type!, types),
    };
}
