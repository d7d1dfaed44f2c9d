using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Emission;

/// <summary>Writes the methods that open a child: each with one overload for each constructor, and two that take a function.</summary>
internal static class OpenMethodEmitter
{
    private const string Constructs = "constructs its child and starts it";
    private const string Calls = "calls a function that makes its child, and starts it";
    private const string Options = "options";
    private const string Token = "cancellationToken";

    private static readonly OpenMethod[] Methods =
    [
        new(
            Name: "FindOrOpenAsync",
            Core: "FindOrOpenCoreAsync",
            FindsFirst: true,
            Summary: "Finds the child of a key, or opens the key, only once for all callers: "),
        new(
            Name: "OpenAsync",
            Core: "OpenCoreAsync",
            FindsFirst: false,
            Summary: "Opens a key that is free, so that whoever gets a child has opened it: "),
        new(
            Name: "ReopenAsync",
            Core: "ReopenCoreAsync",
            FindsFirst: false,
            Summary: "Replaces whoever holds a key. It stops that child and opens the key in the step in which it becomes free: "),
    ];

    public static void Emit(CodeWriter writer, TrackerModel model)
    {
        foreach (OpenMethod method in Methods)
        {
            foreach (OpenOverloadModel overload in model.OpenOverloads)
            {
                if (model.HasTrackerMember(overload.SpecName) && model.HasTrackerMember(method.Name, overload.SpecName))
                {
                    Emit(writer, model, method, overload);
                }
            }

            if (model.HasTrackerMember(method.Name, TrackerMembers.ByFunction)) EmitFactory(writer, model, method);
            if (model.HasTrackerMember(method.Name, TrackerMembers.ByFunctionWithState)) EmitFactoryWithState(writer, model, method);
        }
    }

    private static void Emit(CodeWriter writer, TrackerModel model, OpenMethod method, OpenOverloadModel overload)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>{method.Summary}{Constructs}.</summary>
            /// <param name="key">The key.</param>
            """);
        foreach (ArgumentModel argument in overload.Arguments)
        {
            writer.Lines(
                $"""/// <param name="{argument.PlainName}">The constructor's parameter of that name; it is kept, and used again at each restart.</param>""");
        }

        EmitRemarks(writer, method, overload.OptionsParameter, overload.TokenParameter);
        writer.Lines($"{Marks.OfTrackerMember(model)}{overload.Attributes}");
        if (overload.Priority != 0) writer.Lines($"[global::System.Runtime.CompilerServices.OverloadResolutionPriority({overload.Priority})]");
        writer.Lines($"""
            {overload.Accessibility} {ReturnType(model, method)} {method.Name}(
                {overload.KeyAttributes}{model.KeyType} key,
            """);
        foreach (ArgumentModel argument in overload.Arguments) writer.Lines($"    {argument.Attributes}{argument.Type} {argument.Name}{argument.Default},");
        writer.Lines($"""
                global::GenTracker.ChildOptions? {overload.OptionsParameter} = null,
                {WellKnownNames.CancellationToken} {overload.TokenParameter} = default) =>
            """);
        EmitCall(writer, model, method, overload.FoundVariable, SpecExpression(overload), overload.OptionsParameter, overload.TokenParameter);
    }

    private static void EmitFactory(CodeWriter writer, TrackerModel model, OpenMethod method)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>{method.Summary}{Calls}.</summary>
            /// <param name="key">The key.</param>
            /// <param name="create">Makes a new child; it is called again at each restart.</param>
            """);
        EmitRemarks(writer, method, Options, Token);
        writer.Lines($"""
            {Marks.OfTrackerMember(model)}
            public {ReturnType(model, method)} {method.Name}(
                {model.KeyType} key,
                global::System.Func<{model.KeyType}, {model.Type}> create,
                global::GenTracker.ChildOptions? options = null,
                {WellKnownNames.CancellationToken} cancellationToken = default) =>
            """);
        EmitCall(writer, model, method, "found", $"{WellKnownNames.Runtime}ChildSpec.FromFactory(create)", Options, Token);
    }

    private static void EmitFactoryWithState(CodeWriter writer, TrackerModel model, OpenMethod method)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>{method.Summary}{Calls}.</summary>
            /// <typeparam name="{model.StateType}">The type of what the function is given.</typeparam>
            /// <param name="key">The key.</param>
            /// <param name="state">What the function is given, so that it need not capture anything.</param>
            /// <param name="create">Makes a new child of the key, the state, and the services of the incarnation; it is called again at each restart.</param>
            """);
        EmitRemarks(writer, method, Options, Token);
        writer.Lines($"""
            {Marks.OfTrackerMember(model)}
            public {ReturnType(model, method)} {method.Name}<{model.StateType}>(
                {model.KeyType} key,
                {model.StateType} state,
                global::System.Func<{model.KeyType}, {model.StateType}, global::System.IServiceProvider, {model.Type}> create,
                global::GenTracker.ChildOptions? options = null,
                {WellKnownNames.CancellationToken} cancellationToken = default) =>
            """);
        EmitCall(writer, model, method, "found", $"{WellKnownNames.Runtime}ChildSpec.FromFactory(state, create)", Options, Token);
    }

    /// <summary>
    /// The method of the base class says what it returns and throws: each line here would be parsed in each of the user's compilations. The compiler wants all
    /// parameters or none.
    /// </summary>
    private static void EmitRemarks(CodeWriter writer, OpenMethod method, string options, string token) => writer.Lines($"""
        /// <param name="{options}">What this child does otherwise than the tracker's options say.</param>
        /// <param name="{token}">Ends the wait, and nothing else.</param>
        /// <inheritdoc cref="__GenTracker::Tracker{"{TKey, TChild}"}.{method.Core}"/>
        """);

    private static void EmitCall(CodeWriter writer, TrackerModel model, OpenMethod method, string found, string spec, string options, string token)
    {
        string call = $"base.{method.Core}(key, {spec}, {options}, {token});";
        if (method.FindsFirst)
        {
            writer.Lines($"""
                    base.Find(key) is {"{ }"} {found}
                        ? new {WellKnownNames.ValueTask}<{model.Type}>({found})
                        : {call}
                """);
        }
        else
        {
            writer.Lines($"    {call}");
        }
    }

    private static string ReturnType(TrackerModel model, OpenMethod method) =>
        $"{(method.FindsFirst ? WellKnownNames.ValueTask : WellKnownNames.Task)}<{model.Type}>";

    /// <summary>The object that keeps the arguments. Without arguments all callers share one.</summary>
    private static string SpecExpression(OpenOverloadModel overload) => overload.Arguments.Count == 0
        ? $"{overload.SpecName}.Instance"
        : $"new {overload.SpecName}({string.Join(", ", overload.Arguments.Select(static argument => argument.Name))})";

    /// <summary>A method that opens.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Core">The method of the base class that it calls.</param>
    /// <param name="FindsFirst">Whether it returns a running child at once.</param>
    /// <param name="Summary">The beginning of its documentation.</param>
    private sealed record OpenMethod(string Name, string Core, bool FindsFirst, string Summary);
}
