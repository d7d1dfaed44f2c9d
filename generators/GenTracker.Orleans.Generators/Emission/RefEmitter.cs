using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the reference to one incarnation, and the class of the cluster by which it uses the cluster's protected members.</summary>
internal static class RefEmitter
{
    /// <summary>Writes the reference.</summary>
    public static void Emit(CodeWriter writer, ClusterModel model)
    {
        string memberAttributes = ClusterNames.OfRefMember(model), attrs = ClusterNames.AttrsType(model), cluster = ClusterNames.ClusterType(model);
        string child = ClusterNames.ChildRefType(model);
        writer.Lines($"""
            /// <summary>
            /// One incarnation of a <see cref="{model.Tracker.Reference}"/>, on whichever node it runs. What is done through it never reaches the incarnation
            /// that comes next. The members of <see cref="{cluster}"/> make it; a default one refers to nothing, and its members throw.
            /// </summary>
            {ClusterNames.OfRef(model)}{model.TypeAttributes}
            {model.Tracker.Accessibility} readonly partial record struct {model.RefName}
            """);
        writer.Open();
        writer.Lines($$"""
            private readonly {{cluster}}? _cluster;
            private readonly {{child}} _child;

            {{memberAttributes}}
            internal {{model.RefName}}({{cluster}} cluster, {{child}} child) => (_cluster, _child) = (cluster, child);

            /// <summary>The key of the child.</summary>
            {{memberAttributes}}
            public {{model.Tracker.KeyType}} Key => _child.Key;

            /// <summary>The number of the incarnation. Of one key it rises with each incarnation, over all nodes.</summary>
            {{memberAttributes}}
            public long Incarnation => _child.Incarnation;

            {{memberAttributes}}
            private {{cluster}} Cluster => _cluster ?? throw new global::System.InvalidOperationException(
                "A default {{model.RefName}} refers to no child. The members of {{model.ClusterName}} make references.");

            /// <summary>Reads all public and internal attributes of this incarnation. Secret ones have their defaults.</summary>
            /// <param name="cancellationToken">Ends the wait.</param>
            /// <returns>Their values; null if it has ended.</returns>
            /// <exception cref="{{ClusterNames.Orleans}}ClusterException">The call was not answered. It may be repeated.</exception>
            {{memberAttributes}}
            public {{ClusterNames.ValueTaskOf(attrs + "?")}} ReadAttrsAsync({{WellKnownNames.CancellationToken}} cancellationToken = default) =>
                {{cluster}}.{{ClusterNames.Access}}.ReadAsync(Cluster, _child, cancellationToken);

            /// <summary>Stops this incarnation for good.</summary>
            /// <param name="cancellationToken">Ends the wait.</param>
            /// <returns>False if it has ended; nothing was stopped.</returns>
            /// <exception cref="{{ClusterNames.Orleans}}ClusterException">The call was not answered. It may be repeated.</exception>
            {{memberAttributes}}
            public {{ClusterNames.ValueTaskOf("bool")}} StopAsync({{WellKnownNames.CancellationToken}} cancellationToken = default) =>
                {{cluster}}.{{ClusterNames.Access}}.StopAsync(Cluster, _child, cancellationToken);
            """);
        foreach (ClusterAttributeModel attribute in model.Attributes) ChangeEmitter.Emit(writer, model, attribute, ofReference: true);
        foreach (CallModel call in model.Calls) EmitCall(writer, model, call);
        writer.Close();
    }

    /// <summary>Writes the class of the cluster. Only types within the cluster may use what its base class protects.</summary>
    public static void EmitAccess(CodeWriter writer, ClusterModel model)
    {
        string attrs = ClusterNames.AttrsType(model);
        string head = $"{ClusterNames.ClusterType(model)} cluster, {ClusterNames.ChildRefType(model)} child";
        string token = $"{WellKnownNames.CancellationToken} cancellationToken", attr = $"uint attr, string name, {ClusterNames.Runtime}AttrOperation operation";
        writer.Line();
        writer.Lines($$"""
            // What the reference does with an incarnation.
            {{ClusterNames.OfClusterMember(model)}}
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            internal static class {{ClusterNames.Access}}
            {
                public static {{model.Tracker.Type}}? FindLocal({{head}}) => cluster.FindLocal(in child);

                public static {{ClusterNames.ValueTaskOf(attrs + "?")}} ReadAsync({{head}}, {{token}}) =>
                    cluster.FindLocal(in child) is { } found ? new(ReadLocal(found)) : cluster.ReadCoreAsync<{{attrs}}>(child, Unpack, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("bool")}} StopAsync({{head}}, {{token}}) =>
                    cluster.StopCoreAsync(child, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("T")}} ChangeAsync<T>({{head}}, {{attr}}, T operand, {{token}}) =>
                    cluster.ChangeCoreAsync<T>(child, attr, name, operation, operand, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("T?")}} TryChangeAsync<T>({{head}}, {{attr}}, T operand, {{token}})
                    where T : struct =>
                    cluster.TryChangeCoreAsync<T>(child, attr, name, operation, operand, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("(bool IsDone, T Value)")}} ChangeWithinAsync<T>({{head}}, {{attr}}, T bound, T delta, {{token}}) =>
                    cluster.ChangeWithinCoreAsync<T>(child, attr, name, operation, bound, delta, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("bool")}} ChangeIfAsync<T>({{head}}, {{attr}}, T operand, {{token}}) =>
                    cluster.ChangeIfCoreAsync<T>(child, attr, name, operation, operand, cancellationToken);

                public static {{ClusterNames.ValueTaskOf("TResult")}} CallAsync<TArgs, TResult>(
                    {{head}}, uint method, string name, TArgs args, {{token}}) =>
                    cluster.CallCoreAsync<TArgs, TResult>(child, method, name, args, cancellationToken);

                public static async {{ClusterNames.ValueTaskOf(null)}} WithoutResult<T>({{ClusterNames.ValueTaskOf("T")}} call) =>
                    await call.ConfigureAwait(false);
            }
            """);
    }

    private static void EmitCall(CodeWriter writer, ClusterModel model, CallModel call)
    {
        string cluster = ClusterNames.ClusterType(model), access = $"{cluster}.{ClusterNames.Access}", prefix = call.ResultType is null ? cluster + "." : "";
        writer.Line();
        writer.Lines($"/// <summary>Calls <see cref=\"{model.Tracker.Reference}.{call.Method}\"/> of this incarnation, on its node.</summary>");
        CallEmitter.EmitDocumentation(writer, call);
        writer.Lines($"""
            /// <exception cref="global::GenTracker.ChildTerminatedException">It has ended; nothing was called.</exception>
            {ClusterNames.OfRefMember(model)}{call.Attributes}
            {call.Accessibility} {ClusterNames.ValueTaskOf(call.ResultType)} {call.Name}({CallEmitter.Parameters(call)}) =>
                {prefix}{CallEmitter.Call(call, $"{access}.CallAsync{CallEmitter.TypeArguments(call)}(Cluster, _child, ")};
            """);
    }
}
