using GenTracker.Generators.Emission;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Writes the methods that register the cluster of a class, where those of Orleans and of the services are.</summary>
internal static class HostingEmitter
{
    /// <summary>Writes the methods.</summary>
    public static void Emit(CodeWriter writer, ClusterModel model)
    {
        string name = model.Tracker.Name.TrimStart('@');
        string types = $"<{ClusterNames.ClusterType(model)}, {ClusterNames.TypeArguments(model).Substring(1)}";
        writer.Lines($$"""
            namespace Orleans.Hosting
            {
                /// <summary>Registers the cluster of the class <see cref="{{model.Tracker.Reference}}"/> on a node.</summary>
                {{ClusterNames.GeneratedCode}}{{model.TypeAttributes}}
                {{model.OuterAccessibility}} static class {{model.HostingName}}SiloBuilderExtensions
                {
                    /// <summary>
                    /// Lets this node own children of the class <see cref="{{model.Tracker.Reference}}"/>. The services get its
                    /// <see cref="{{ClusterNames.ClusterType(model)}}"/> and its local tracker.
                    /// </summary>
                    /// <param name="silo">The node.</param>
                    /// <param name="configure">Sets the options of the local tracker.</param>
                    /// <returns>The node.</returns>
                    public static global::Orleans.Hosting.ISiloBuilder Add{{name}}Cluster(
                        this global::Orleans.Hosting.ISiloBuilder silo, global::System.Action<global::GenTracker.TrackerOptions>? configure = null) =>
                        global::Orleans.Hosting.TrackerClusterSiloBuilderExtensions.AddTrackerCluster{{types}}(silo, configure);
                }
            }

            namespace Microsoft.Extensions.DependencyInjection
            {
                /// <summary>Registers the cluster of the class <see cref="{{model.Tracker.Reference}}"/> in a client.</summary>
                {{ClusterNames.GeneratedCode}}{{model.TypeAttributes}}
                {{model.OuterAccessibility}} static class {{model.HostingName}}ServiceCollectionExtensions
                {
                    /// <summary>
                    /// Lets this client reach children of the class <see cref="{{model.Tracker.Reference}}"/>: the services get its
                    /// <see cref="{{ClusterNames.ClusterType(model)}}"/>. The client is that of <c>UseOrleansClient</c>.
                    /// </summary>
                    /// <param name="services">The services.</param>
                    /// <returns>The services.</returns>
                    public static global::Microsoft.Extensions.DependencyInjection.IServiceCollection Add{{name}}ClusterClient(
                        this global::Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                        global::Microsoft.Extensions.DependencyInjection.TrackerClusterServiceCollectionExtensions.AddTrackerClusterClient{{types}}(services);
                }
            }
            """);
    }
}
