using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>Who ran which incarnation before a node was lost.</summary>
internal sealed record Placement(Dictionary<string, long> Lost, Dictionary<string, long> Others)
{
    public static async Task<Placement> ReadAsync(ProcessCluster cluster, NodeProcess lost)
    {
        var others = new Dictionary<string, long>();
        foreach (NodeProcess node in cluster.Nodes.Where(node => node != lost))
        {
            foreach ((string key, long incarnation) in await cluster.GetRunningAsync(node.Name))
                others.Add(key, incarnation);
        }

        return new Placement(await cluster.GetRunningAsync(lost.Name), others);
    }

    /// <summary>The lost keys run with a higher number, and the others as before.</summary>
    public async Task CheckAsync(ProcessCluster cluster)
    {
        Assert.NotEmpty(Lost);
        var now = new Dictionary<string, long>();
        foreach (NodeProcess node in cluster.Nodes)
        {
            foreach ((string key, long incarnation) in await cluster.GetRunningAsync(node.Name))
                now.Add(key, incarnation);
        }

        Assert.All(Lost, lost => Assert.True(now[lost.Key] > lost.Value, $"{lost.Key} has incarnation {now[lost.Key]} after {lost.Value}."));
        Assert.All(Others, other => Assert.Equal(other.Value, now[other.Key]));
    }
}
