using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Orleans.PostgreSql.Tests;

/// <summary>Concurrent calls are joined into batches, and each gets its own answer.</summary>
public sealed class CallBatcherTests
{
    [Fact]
    public async Task Calls_that_come_while_a_batch_runs_are_joined_into_the_next_ones()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var batches = new List<int[]>();
        await using var batcher = new CallBatcher<int, int>(
            async requests =>
            {
                batches.Add([.. requests]);
                begun.TrySetResult();
                await release.Task;
                return [.. requests.Select(static request => request * 10)];
            },
            maxBatch: 3,
            parallelism: 1);

        Task<int> first = batcher.CallAsync(0, default);
        await begun.Task;
        Task<int>[] next = [.. Enumerable.Range(1, 7).Select(request => batcher.CallAsync(request, default))];
        release.SetResult();

        Assert.Equal(0, await first);
        int[] answers = await Task.WhenAll(next);
        Assert.Equal([10, 20, 30, 40, 50, 60, 70], answers);
        Assert.Equal([[0], [1, 2, 3], [4, 5, 6], [7]], batches);
    }

    [Fact]
    public async Task What_a_batch_throws_reaches_each_of_its_callers_and_the_next_batch_runs()
    {
        var failure = new InvalidOperationException("lost");
        await using var batcher = new CallBatcher<bool, int>(
            requests => requests[0] ? throw failure : Task.FromResult(new[] { requests.Count }), maxBatch: 1, parallelism: 1);

        Task<int> failed = batcher.CallAsync(true, default);
        Task<int> done = batcher.CallAsync(false, default);

        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => failed));
        Assert.Equal(1, await done);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_its_batch_is_not_made()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var made = new List<int>();
        using var impatient = new CancellationTokenSource();
        await using var batcher = new CallBatcher<int, int>(
            async requests =>
            {
                made.AddRange(requests);
                begun.TrySetResult();
                await release.Task;
                return [.. requests];
            },
            maxBatch: 8,
            parallelism: 1);
        Task<int> first = batcher.CallAsync(1, default);
        await begun.Task;
        Task<int> cancelled = batcher.CallAsync(2, impatient.Token);
        Task<int> last = batcher.CallAsync(3, default);

        await impatient.CancelAsync();
        release.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        int[] answers = await Task.WhenAll(first, last);
        Assert.Equal([1, 3], answers);
        Assert.Equal([1, 3], made);
    }

    [Fact]
    public async Task A_closed_batcher_has_done_what_came_before_and_refuses_more()
    {
        var batcher = new CallBatcher<int, int>(static requests => Task.FromResult(requests.ToArray()), maxBatch: 8, parallelism: 2);
        Task<int>[] calls = [.. Enumerable.Range(0, 100).Select(request => batcher.CallAsync(request, default))];

        await batcher.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(calls));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batcher.CallAsync(1, default));
    }
}
