using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Parsing;

/// <summary>Creates the models of the methods that other nodes may call, and of the user's own grain interfaces.</summary>
internal static class CallParser
{
    private const string Token = "cancellationToken";

    /// <summary>Creates the model of a method with <c>[TrackedCall]</c>.</summary>
    /// <param name="call">The method.</param>
    /// <param name="carried">The attributes that generated declarations repeat.</param>
    /// <param name="types">Writes the types.</param>
    public static CallModel Parse(CallDeclaration call, CarriedAttributes carried, TypeWriter types)
    {
        IMethodSymbol method = call.Method;
        string[] names = [.. method.Parameters.Select(static parameter => parameter.Name)];
        IParameterSymbol? token = method.Parameters.FirstOrDefault(CallDeclaration.IsToken);
        IParameterSymbol[] arguments = [.. method.Parameters.Where(static parameter => !CallDeclaration.IsToken(parameter))];
        return new()
        {
            Accessibility = TypeNames.KeywordOutside(method.DeclaredAccessibility)!,
            Attributes = carried.OfOpenMethod(method),
            Name = TypeNames.Escape(call.Name),
            Method = TypeNames.Escape(method.Name),
            Literal = Literals.Format(method.Name),
            Number = WireName.LiteralOf(method.Name),
            Parameters = method.Parameters.Select(parameter => Parse(parameter, names, carried, types)).ToImmutableArray(),
            ArgumentsType = TupleType(arguments.Select(parameter => types.Write(parameter.Type))),
            Arguments = Tuple(arguments.Select(static parameter => TypeNames.Escape(parameter.Name))),
            ResultType = call.Result.Type is { } result ? types.Write(result) : null,
            RuntimeResultType = call.Result.Type switch
            {
                null => null,
                { TypeKind: TypeKind.Dynamic } => "object",
                { } given => types.Write(given, annotated: false),
            },
            Wait = call.Result.Wait,
            IsCancellable = token is not null,
            ChildArguments = ChildArguments(method),
            Token = token is null ? TypeNames.FirstFree(names, Token, "callCancellationToken") : TypeNames.Escape(token.Name),
            AddsToken = token is null && !method.Parameters.Any(static parameter => parameter.IsParams),
            KeyParameter = TypeNames.FirstFree(names, "key", "childKey"),
        };
    }

    /// <summary>Creates the model of a grain interface.</summary>
    /// <param name="contract">The interface.</param>
    /// <param name="types">Writes the types.</param>
    public static ContractModel Parse(ContractDeclaration contract, TypeWriter types) => new(
        types.Write(contract.Contract),
        contract.Methods.Select(pair => Parse(pair.Contract, pair.Child, types)).ToImmutableArray());

    private static ContractMethodModel Parse(IMethodSymbol contract, IMethodSymbol method, TypeWriter types)
    {
        CallResult result = CallResult.Of(method);
        string[] names = [.. contract.Parameters.Select(static parameter => parameter.Name)];
        string child = TypeNames.FirstFree(names, "child"), exception = TypeNames.FirstFree(names, "exception");
        string parameters = string.Join(", ", contract.Parameters.Select(parameter => $"{types.Write(parameter.Type)} {TypeNames.Escape(parameter.Name)}"));
        string call = $"{child}.{TypeNames.Escape(method.Name)}({string.Join(", ", names.Select(TypeNames.Escape))})";
        if (result.Wait != CallWait.None) call = $"await {call}.ConfigureAwait(true)";
        return new(
            $"{types.Write(contract.ReturnType)} {types.Write(contract.ContainingType)}.{TypeNames.Escape(contract.Name)}({parameters})",
            result.Type is null ? call + ";" : $"return {call};",
            child,
            exception);
    }

    private static CallParameterModel Parse(IParameterSymbol parameter, IReadOnlyCollection<string> names, CarriedAttributes carried, TypeWriter types)
    {
        string modifier = parameter.IsParams ? "params " : "";
        string defaultValue = parameter.IsOptional && !parameter.IsParams && !CarriedAttributes.IsOptionalByAttribute(parameter)
            ? " = " + types.WriteDefault(parameter)
            : "";
        string attributes = carried.OfParameter(parameter, names, parameter.IsOptional);
        return new(
            $"{attributes}{modifier}{types.Write(parameter.Type)} {TypeNames.Escape(parameter.Name)}{defaultValue}",
            parameter.Name,
            CallDeclaration.IsToken(parameter));
    }

    /// <summary>The arguments of a method as expressions of the tuple <c>args</c>, which does not hold the token.</summary>
    private static string ChildArguments(IMethodSymbol method)
    {
        int item = 0;
        return string.Join(", ", method.Parameters.Select(parameter => CallDeclaration.IsToken(parameter) ? "cancellationToken" : $"args.Item{++item}"));
    }

    /// <summary>The type of arguments as one value. A tuple in parentheses has at least two elements.</summary>
    private static string TupleType(IEnumerable<string> types)
    {
        string[] all = [.. types];
        return all.Length switch
        {
            0 => "global::System.ValueTuple",
            1 => $"global::System.ValueTuple<{all[0]}>",
            _ => $"({string.Join(", ", all)})",
        };
    }

    private static string Tuple(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return all.Length switch
        {
            0 => "default",
            1 => $"new({all[0]})",
            _ => $"({string.Join(", ", all)})",
        };
    }
}
