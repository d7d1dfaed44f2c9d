using System.Linq;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the cluster of a class: the same type on a node and in a client.</summary>
internal static class ClusterEmitter
{
    private static readonly OpenMethod[] OpenMethods =
    [
        new(
            "FindOrOpenAsync",
            "FindOrOpen",
            "Finds the child of a key, wherever it runs, or opens the key on one node, only once for all callers of all nodes.",
            ""),
        new(
            "OpenAsync",
            "Open",
            "Opens a key that is free on all nodes, so that whoever gets a child has opened it.",
            """/// <exception cref="global::GenTracker.ChildAlreadyExistsException">The key is taken, on whichever node.</exception>"""),
        new(
            "ReopenAsync",
            "Reopen",
            "Replaces whoever holds a key, on whichever node: stops that child and opens the key.",
            """/// <exception cref="global::GenTracker.ChildSupersededException">A later call came first.</exception>"""),
    ];

    /// <summary>Writes the cluster.</summary>
    public static void Emit(CodeWriter writer, ClusterModel model)
    {
        string types = ClusterNames.TypeArguments(model), memberAttributes = ClusterNames.OfClusterMember(model);
        string factory = $"{ClusterNames.Runtime}IClusterFactory<{ClusterNames.ClusterType(model)}, {types.Substring(1)}";
        string binding = $"{ClusterNames.Runtime}ClusterBinding{types}", tracker = ClusterNames.TrackerType(model);
        writer.Lines($"""
            /// <summary>
            /// The children of the class <see cref="{model.Tracker.Reference}"/> over all nodes of the cluster. A node and a client have the same type. All
            /// members may be called from any thread.
            /// </summary>
            {ClusterNames.OfCluster(model)}{model.TypeAttributes}
            {model.Tracker.Accessibility} sealed partial class {model.ClusterName} : {ClusterNames.Orleans}ClusterTracker{types}, {factory}
            """);
        writer.Open();
        writer.Lines($$"""
            {{memberAttributes}}
            private {{model.ClusterName}}({{ClusterNames.Runtime}}ClusterConnection connection, {{tracker}}? local)
                : base(connection, local, {{ClusterNames.Binding}}.Instance)
            {
            }

            {{memberAttributes}}
            static {{binding}} {{factory}}.Binding => {{ClusterNames.Binding}}.Instance;

            {{memberAttributes}}
            static {{ClusterNames.ClusterType(model)}} {{factory}}.Create({{ClusterNames.Runtime}}ClusterConnection connection, {{tracker}}? local) =>
                new(connection, local);
            """);
        foreach (OpenMethod method in OpenMethods)
        {
            foreach (OpenOverloadModel overload in model.Tracker.OpenOverloads) EmitOpen(writer, model, method, overload);
        }

        EmitReaders(writer, model);
        foreach (ClusterAttributeModel attribute in model.Attributes) ChangeEmitter.Emit(writer, model, attribute, ofReference: false);
        foreach (CallModel call in model.Calls) EmitCall(writer, model, call);
        EmitHelpers(writer, model);
        EmitFilters(writer, model);
        RefEmitter.EmitAccess(writer, model);
        BindingEmitter.Emit(writer, model);
        writer.Close();
    }

    private static void EmitOpen(CodeWriter writer, ClusterModel model, OpenMethod method, OpenOverloadModel overload)
    {
        string args = string.Concat(overload.Arguments.Select(static argument => $".With<{argument.Type}>(\"{argument.PlainName}\", {argument.Name})"));
        writer.Line();
        writer.Lines($"""
            /// <summary>{method.Summary}</summary>
            /// <param name="key">The key.</param>
            """);
        foreach (ArgumentModel argument in overload.Arguments)
        {
            writer.Lines(
                $"""/// <param name="{argument.PlainName}">The constructor's parameter of that name; it crosses nodes, and is stored for restarts.</param>""");
        }

        writer.Lines($"""
            /// <param name="{overload.OptionsParameter}">What this child does otherwise than the tracker's options say.</param>
            /// <param name="{overload.TokenParameter}">Ends the wait, and nothing else.</param>
            /// <returns>The incarnation that runs.</returns>
            {method.Exceptions}
            /// <exception cref="global::GenTracker.ChildStartException">The child could not be started.</exception>
            /// <exception cref="{ClusterNames.Orleans}ClusterException">The call was not answered.</exception>
            {ClusterNames.OfClusterMember(model)}{overload.Attributes}
            """);
        if (overload.Priority != 0) writer.Lines($"[global::System.Runtime.CompilerServices.OverloadResolutionPriority({overload.Priority})]");
        writer.Lines($"""
            {overload.Accessibility} {ClusterNames.ValueTaskOf(ClusterNames.RefType(model))} {method.Name}(
                {overload.KeyAttributes}{model.Tracker.KeyType} key,
            """);
        foreach (ArgumentModel argument in overload.Arguments) writer.Lines($"    {argument.Attributes}{argument.Type} {argument.Name}{argument.Default},");
        writer.Lines($"""
                global::GenTracker.ChildOptions? {overload.OptionsParameter} = null,
                {WellKnownNames.CancellationToken} {overload.TokenParameter} = default) =>
            """);
        writer.Lines($"""
                ToRefAsync(base.OpenCoreAsync(
                    key,
                    new {ClusterNames.Runtime}OpenArgs({overload.OptionsParameter}){args},
                    {ClusterNames.Runtime}OpenMode.{method.Mode},
                    {overload.TokenParameter}));
            """);
    }

    private static void EmitReaders(CodeWriter writer, ClusterModel model)
    {
        string memberAttributes = ClusterNames.OfClusterMember(model), key = model.Tracker.KeyType;
        string attrs = ClusterNames.AttrsType(model), reference = ClusterNames.RefType(model);
        writer.Line();
        writer.Lines($$"""
            /// <summary>Finds the running child of a key, wherever it runs.</summary>
            /// <param name="key">The key.</param>
            /// <param name="cancellationToken">Ends the wait.</param>
            /// <returns>The incarnation that runs; null if none does.</returns>
            /// <exception cref="{{ClusterNames.Orleans}}ClusterException">The call was not answered. It may be repeated.</exception>
            {{memberAttributes}}
            public {{ClusterNames.ValueTaskOf(reference + "?")}} FindAsync({{key}} key, {{WellKnownNames.CancellationToken}} cancellationToken = default) =>
                ToFoundAsync(base.FindCoreAsync(key, cancellationToken));

            /// <summary>
            /// Reads all public and internal attributes of the running child of a key: each whole, but not all at one moment. Secret ones have their defaults.
            /// </summary>
            /// <param name="key">The key.</param>
            /// <param name="cancellationToken">Ends the wait.</param>
            /// <returns>Their values; null if no child runs.</returns>
            /// <exception cref="{{ClusterNames.Orleans}}ClusterException">The call was not answered. It may be repeated.</exception>
            {{memberAttributes}}
            public {{ClusterNames.ValueTaskOf(attrs + "?")}} ReadAttrsAsync({{key}} key, {{WellKnownNames.CancellationToken}} cancellationToken = default) =>
                base.FindLocal(key) is { } found ? new(ReadLocal(found)) : base.ReadCoreAsync<{{attrs}}>(base.ByKey(key), Unpack, cancellationToken);

            /// <summary>
            /// Lists the running children of all nodes for which all conditions hold. The conditions go to the nodes, so that only these children cross. Nodes
            /// answer one after the other: a key that moves meanwhile may be missing, or be listed twice.
            /// </summary>
            /// <param name="cancellationToken">Ends the list.</param>
            /// <param name="where">The conditions, made by <see cref="{{ClusterDeclaration.Filters}}"/>.</param>
            /// <returns>The keys and attributes.</returns>
            /// <exception cref="{{ClusterNames.Orleans}}ClusterException">A node did not answer.</exception>
            {{memberAttributes}}
            public async global::System.Collections.Generic.IAsyncEnumerable<({{key}} Key, {{attrs}} Attrs)> ListAsync(
                [global::System.Runtime.CompilerServices.EnumeratorCancellation] {{WellKnownNames.CancellationToken}} cancellationToken = default,
                params {{ClusterNames.Orleans}}AttrFilter[] where)
            {
                await foreach ({{ClusterNames.Runtime}}AttrSnapshot snapshot in
                    {{ClusterNames.Tasks}}TaskAsyncEnumerableExtensions.ConfigureAwait(base.ListCoreAsync(where, cancellationToken), false))
                {
                    yield return ({{ClusterNames.Binding}}.Instance.ParseKey(snapshot.Key), Unpack(snapshot));
                }
            }

            /// <summary>Reads the final attributes in an event.</summary>
            /// <param name="clusterEvent">The event.</param>
            /// <returns>The attributes; null if the event has none. Secret ones have their defaults.</returns>
            {{memberAttributes}}
            public static {{attrs}}? AttrsOf({{ClusterNames.Orleans}}ClusterEvent clusterEvent) => clusterEvent.Final is { } final ? Unpack(final) : null;
            """);
    }

    private static void EmitCall(CodeWriter writer, ClusterModel model, CallModel call)
    {
        string parameters = CallEmitter.Parameters(call);
        writer.Line();
        writer.Lines($"""
            /// <summary>Calls <see cref="{model.Tracker.Reference}.{call.Method}"/> of the running child of a key, on its node.</summary>
            /// <param name="{call.KeyParameter}">The key.</param>
            """);
        CallEmitter.EmitDocumentation(writer, call);
        writer.Lines($"""
            /// <exception cref="global::GenTracker.ChildNotFoundException">No child runs under the key; nothing was called.</exception>
            {ClusterNames.OfClusterMember(model)}{call.Attributes}
            {call.Accessibility} {ClusterNames.ValueTaskOf(call.ResultType)} {call.Name}(
                {model.Tracker.KeyType} {call.KeyParameter}{(parameters.Length == 0 ? "" : ", " + parameters)}) =>
                {CallEmitter.Call(call, $"base.CallCoreAsync{CallEmitter.TypeArguments(call)}(base.ByKey({call.KeyParameter}), ")};
            """);
    }

    private static void EmitHelpers(CodeWriter writer, ClusterModel model)
    {
        string memberAttributes = ClusterNames.OfClusterMember(model), attrs = ClusterNames.AttrsType(model), reference = ClusterNames.RefType(model);
        string target = ClusterNames.ChildRefType(model), obsolete = model.IsObsolete ? WellKnownNames.Obsolete : "";
        string secrets = string.Join(", ", model.Attributes
            .Where(static attribute => attribute.Property.IsSecret)
            .Select(static attribute => attribute.Property.Name + " = default!"));
        writer.Line();
        writer.Lines($$"""
            {{memberAttributes}}
            private async {{ClusterNames.ValueTaskOf(reference)}} ToRefAsync({{ClusterNames.ValueTaskOf(target)}} opening) =>
                new {{reference}}(this, await opening.ConfigureAwait(false));

            {{memberAttributes}}
            private async {{ClusterNames.ValueTaskOf(reference + "?")}} ToFoundAsync({{ClusterNames.ValueTaskOf(target + "?")}} finding) =>
                await finding.ConfigureAwait(false) is { } found ? new {{reference}}(this, found) : null;

            // Secret attributes are the same here and elsewhere: they do not leave their node.
            {{memberAttributes}}{{obsolete}}
            private static {{attrs}} ReadLocal({{model.Tracker.Type}} child) => child.ReadAttrs(){{(secrets.Length == 0 ? "" : $" with {{ {secrets} }}")}};

            {{memberAttributes}}{{obsolete}}
            private static {{attrs}} Unpack({{ClusterNames.Runtime}}AttrSnapshot snapshot) => new()
            {
            """);
        int index = 0;
        foreach (ClusterAttributeModel attribute in model.Attributes)
        {
            TrackedPropertyModel property = attribute.Property;
            if (property.IsSecret) continue;
            writer.Lines($"    {property.Name} = snapshot.Get<{property.Type}>({index}, {attribute.Number})!,");
            index++;
        }

        writer.Lines("};");
    }

    private static void EmitFilters(CodeWriter writer, ClusterModel model)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Makes conditions on attributes, which go to the nodes.</summary>
            {ClusterNames.OfClusterMember(model)}
            public static class {ClusterDeclaration.Filters}
            """);
        writer.Open();
        bool first = true;
        foreach (ClusterAttributeModel attribute in model.Attributes)
        {
            if (attribute.Filter == FilterKind.None || attribute.Property.IsSecret) continue;
            if (!first) writer.Line();
            first = false;
            TrackedPropertyModel property = attribute.Property;
            bool isOrdered = attribute.Filter == FilterKind.Order;
            string comparison = ClusterNames.Orleans + "Comparison";
            writer.Lines($"""
                /// <summary>A condition on the attribute <see cref="{model.Tracker.Reference}.{property.Name}"/>.</summary>
                /// <param name="value">The value that it is compared with.</param>
                """);
            if (isOrdered) writer.Lines("""/// <param name="comparison">How it is compared.</param>""");
            writer.Lines($"""
                /// <returns>The condition.</returns>
                {property.Attributes.OnMembers.TrimStart('\n')}
                {property.AttrsAccessibility} static {ClusterNames.Orleans}AttrFilter {property.Name}(
                    {property.Type} value{(isOrdered ? $", {comparison} comparison = {comparison}.Equal" : "")}) =>
                    new(
                        {attribute.Number},
                        {(isOrdered ? "comparison" : comparison + ".Equal")},
                        {ClusterNames.Runtime}AttrValue.From<{property.Type}>(value));
                """);
        }

        if (first) writer.Lines("// No attribute can be compared.");
        writer.Close();
    }

    /// <summary>A method that opens.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Mode">What it does if the key is taken.</param>
    /// <param name="Summary">Its documentation.</param>
    /// <param name="Exceptions">The documentation of the exceptions that it alone throws.</param>
    private sealed record OpenMethod(string Name, string Mode, string Summary, string Exceptions);
}
