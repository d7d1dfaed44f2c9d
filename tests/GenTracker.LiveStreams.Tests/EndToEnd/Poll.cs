using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>Waits for what another process will show sooner or later.</summary>
internal static class Poll
{
    /// <summary>What is not seen by then is never seen: a machine with other work needs a while, and nothing else depends on this time.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Looks again and again until the condition holds; fails with the last look, and what <paramref name="server"/> logged, when it never does.
    /// </summary>
    public static async Task<T> UntilAsync<T>(Server server, string what, Func<Task<T>> look, Func<T, bool> holds)
    {
        using CancellationTokenSource deadline = new(Deadline);
        while (true)
        {
            T seen = await look();
            if (holds(seen))
                return seen;
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"Never seen within {Deadline.TotalSeconds} s: {what}. Last seen: {seen}\nThe server's log:\n{server.Log}");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Asks again and again until the server has a stream and a seat for a viewer.</summary>
    public static async Task<ReadingViewer> UntilServedAsync(Server server, string path) => (await UntilAsync(
        server,
        $"an answer of {path}",
        async () =>
        {
            try
            {
                return await ReadingViewer.ConnectAsync(server, path);
            }
            catch (HttpRequestException)
            {
                return null;
            }
        },
        static viewer => viewer is not null))!;
}
