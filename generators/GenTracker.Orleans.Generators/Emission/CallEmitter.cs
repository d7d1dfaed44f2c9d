using System.Linq;
using GenTracker.Generators.Emission;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes what the two members that call a method have in common.</summary>
internal static class CallEmitter
{
    /// <summary>Writes the documentation below the summary.</summary>
    public static void EmitDocumentation(CodeWriter writer, CallModel call)
    {
        foreach (CallParameterModel parameter in call.Parameters)
        {
            string text = parameter.IsToken
                ? "Ends the wait, and is the method's own: it fires on the node too."
                : "The method's parameter of that name.";
            writer.Lines($"""/// <param name="{parameter.PlainName}">{text}</param>""");
        }

        if (call.AddsToken) writer.Lines($"""/// <param name="{call.Token.TrimStart('@')}">Ends the wait, and not what the node does.</param>""");
        if (call.ResultType is not null) writer.Lines("/// <returns>What the method gives.</returns>");
        writer.Lines($"""
            /// <exception cref="{ClusterNames.Orleans}RemoteChildException">The method has thrown.</exception>
            /// <exception cref="{ClusterNames.Orleans}ClusterException">
            /// The call was not answered, so that the method may have run; or the node's version of the class has no such method.
            /// </exception>
            """);
    }

    /// <summary>The parameters that come from the method.</summary>
    public static string Parameters(CallModel call)
    {
        string parameters = string.Join(", ", call.Parameters.Select(static parameter => parameter.Declaration));
        if (!call.AddsToken) return parameters;
        return $"{parameters}{(parameters.Length == 0 ? "" : ", ")}{WellKnownNames.CancellationToken} {call.Token} = default";
    }

    /// <summary>The call on its way to the node.</summary>
    /// <param name="call">The method.</param>
    /// <param name="receiver">What the members of the base class are called on, with what comes before their arguments.</param>
    public static string Call(CallModel call, string receiver)
    {
        string carried = $"{receiver}{call.Number}, {call.Literal}, {call.Arguments}, {(call.HasToken ? call.Token : "default")})";
        return call.ResultType is null ? $"{ClusterNames.Access}.WithoutResult<bool>({carried})" : carried;
    }

    /// <summary>The type arguments of the call.</summary>
    public static string TypeArguments(CallModel call) => $"<{call.ArgumentsType}, {call.ResultType ?? ClusterNames.NoResult}>";
}
