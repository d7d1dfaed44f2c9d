using System;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>Waits for what another process will show sooner or later.</summary>
internal static class Poll
{
    /// <summary>
    /// Looks again and again until the condition holds; fails with the last look, and what <paramref name="server"/> logged, when it never does.
    /// </summary>
    public static Task<T> UntilAsync<T>(Server server, string what, Func<Task<T>> look, Func<T, bool> holds) =>
        Condition.WaitForAsync(look, holds, () => $"The server's log:\n{server.Log}", what);

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
