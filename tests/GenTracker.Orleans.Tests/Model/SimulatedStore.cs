using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace GenTracker.Orleans.Tests.Model;

/// <summary>The store as one node sees it: each call is a step of the simulation, and so is its answer. Either may be lost.</summary>
internal sealed class SimulatedStore(IClusterStore store, Simulation simulation, SimulatedNode node) : IClusterStore
{
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken) =>
        CallAsync($"{request}", () => store.RenewAsync(node, cluster, duration, request, cancellationToken));

    public Task RevokeNodeAsync(string node, CancellationToken cancellationToken) =>
        CallAsync($"revoke {node}", () => WithResult(store.RevokeNodeAsync(node, cancellationToken)));

    public Task ReleaseNodeAsync(string node, CancellationToken cancellationToken) =>
        CallAsync($"release node {node}", () => WithResult(store.ReleaseNodeAsync(node, cancellationToken)));

    public Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken) =>
        CallAsync("get nodes", () => store.GetNodesAsync(cancellationToken));

    public Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken) =>
        CallAsync($"find {key}", () => store.FindAsync(tracker, key, cancellationToken));

    public Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken) =>
        CallAsync($"acquire {request.Key}", () => store.AcquireAsync(request, cancellationToken), result =>
        {
            if (result.Status == AcquireStatus.Acquired)
                simulation.OnAcquired(request, result.Record!);
        });

    public async Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken)
    {
        string what = string.Join(", ", checkpoints.Select(static checkpoint => $"{checkpoint.Key}/{checkpoint.Epoch}"));
        IReadOnlyList<string> written = await CallAsync(
            $"checkpoint {what}", () => store.CheckpointAsync(tracker, node, sequence, checkpoints, cancellationToken)).ConfigureAwait(false);
        foreach (Checkpoint checkpoint in checkpoints.Where(checkpoint => written.Contains(checkpoint.Key)))
            simulation.Survivors.OnWritten(checkpoint.Key, checkpoint.Survivors);
        return written;
    }

    public Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken) => CallAsync(
        $"release {key}/{epoch}{(staysWanted ? " wanted" : "")}",
        () => store.ReleaseAsync(tracker, key, node, epoch, staysWanted, final, survivors, cancellationToken),
        isReleased =>
        {
            if (isReleased)
                simulation.OnReleased(key, node, epoch, staysWanted, survivors);
        });

    public Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken) =>
        CallAsync("get orphans", () => store.GetOrphansAsync(tracker, limit, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken) =>
        CallAsync("get owned", () => store.GetOwnedAsync(tracker, node, cancellationToken));

    public Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken) =>
        CallAsync("delete ended", () => store.DeleteEndedAsync(age, cancellationToken));

    private static Task<bool> WithResult(Task done) => done.IsCompletedSuccessfully ? Task.FromResult(true) : throw new InvalidOperationException();

    private Task<T> CallAsync<T>(string what, Func<Task<T>> call, Action<T>? onDone = null)
    {
        var answer = new TaskCompletionSource<T>();
        simulation.AddStep(node, what, () =>
        {
            bool isCut = node.IsCut;
            bool isQuestionLost = isCut || simulation.Chance(simulation.LossPercent);
            bool isAnswerLost = isQuestionLost || simulation.Chance(simulation.LossPercent);
            T? result = isQuestionLost ? default : call().Result;
            if (!isQuestionLost)
                onDone?.Invoke(result!);
            simulation.AddStep(node, $"{(isAnswerLost ? "no answer" : "answer")} to {what}", () =>
            {
                if (isAnswerLost || node.IsCut)
                    answer.SetException(new TimeoutException($"The store did not answer to {what}."));
                else
                    answer.SetResult(result!);
            });
        });
        return answer.Task;
    }
}
