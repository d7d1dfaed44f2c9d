using System.ComponentModel;
using System.Threading.Tasks;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>What any node knows of the cluster, for clients.</summary>
[Alias("gentracker.INodesGrain")]
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INodesGrain : IGrainWithStringKey
{
    /// <summary>The nodes that take calls and have the class of the tracker whose name is the key of this grain.</summary>
    /// <returns>The addresses of their silos.</returns>
    [Alias("list")]
    ValueTask<string[]> ListAsync();

    /// <summary>The nodes that take calls, whatever classes they have.</summary>
    /// <returns>The addresses of their silos.</returns>
    [Alias("all")]
    ValueTask<string[]> ListAllAsync();

    /// <summary>Whether a key has an owner or must run: to ask it makes no grain of the key.</summary>
    /// <param name="tracker">The tracker.</param>
    /// <param name="key">The text of the key.</param>
    /// <returns>Whether it has.</returns>
    [Alias("taken")]
    ValueTask<bool> IsTakenAsync(string tracker, string key);
}
