using GenTracker.Generators.Emission;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the grain class, through which calls reach a child on its node, and the manifest that tells Orleans of it.</summary>
internal static class GrainEmitter
{
    /// <summary>Writes both.</summary>
    public static void Emit(CodeWriter writer, ClusterModel model)
    {
        string types = ClusterNames.TypeArguments(model);
        writer.Lines($"""
            // The grain of a key, on the node that owns it.
            {ClusterNames.GeneratedCode}{(model.IsObsolete ? WellKnownNames.Obsolete : "")}
            [global::Orleans.GrainType({model.GrainType})]
            internal sealed class {model.GrainName} : {ClusterNames.Runtime}TrackedGrain{types}{Contracts(model)}
            """);
        writer.Open();
        writer.Lines($$"""
            public {{model.GrainName}}({{ClusterNames.Runtime}}TrackerNode{{types}} node)
                : base(node)
            {
            }
            """);
        foreach (ContractModel contract in model.Contracts)
        {
            foreach (ContractMethodModel method in contract.Methods) Emit(writer, model, method);
        }

        writer.Close();
        writer.Line();
        writer.Lines($$"""
            // Orleans finds the grain by it.
            {{ClusterNames.GeneratedCode}}
            internal sealed class {{model.ManifestName}} : global::Orleans.Serialization.Configuration.TypeManifestProviderBase
            {
                protected override void ConfigureInner(global::Orleans.Serialization.Configuration.TypeManifestOptions config) =>
                    config.InterfaceImplementations.Add(typeof({{model.Tracker.Beside}}{{model.GrainName}}));
            }
            """);
    }

    private static void Emit(CodeWriter writer, ClusterModel model, ContractMethodModel method)
    {
        writer.Line();
        writer.Lines($$"""
            async {{method.Head}}
            {
                {{model.Tracker.Type}} {{method.ChildVariable}} = await base.GetChildAsync().ConfigureAwait(true);
                try
                {
                    {{method.Call}}
                }
                catch (global::System.Exception {{method.ExceptionVariable}})
                {
                    throw base.ToRemote({{method.ExceptionVariable}});
                }
            }
            """);
    }

    private static string Contracts(ClusterModel model)
    {
        string text = "";
        foreach (ContractModel contract in model.Contracts) text += ", " + contract.Type;
        return text;
    }
}
