using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveStreams.Endpoints;

/// <summary><c>PUT</c> or <c>POST /publish/{name}</c>: a stream that a client sends us, for as long as it sends.</summary>
public sealed class PublishEndpoint(LiveStreamTracker streams, IOptions<LiveOptions> options, TimeProvider time, ILogger<LiveStream> log)
{
    /// <summary>Lasts as long as the publisher sends.</summary>
    public async Task<IResult> PublishAsync(string name, HttpContext context)
    {
        PushedSource source = new(context.Request.Body, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}");
        await using LiveStream stream = new(name, source, Timeout.InfiniteTimeSpan, options, time, log);

        // The tracker adopts what this request runs: it makes it findable, tells it to stop, and takes the cause of its end from `ended`: at
        // once, before the registration is disposed, so the continuations of this one are not asynchronous.
        TaskCompletionSource ended = new();
        if (!streams.TryAddExisting(name, stream, ended.Task, out ChildRegistration? registration))
            return TypedResults.Problem($"'{name}' is live already.", statusCode: StatusCodes.Status409Conflict);

        await using (registration)
        {
            try
            {
                await stream.StartAsync(registration.Stopping);
                await stream.RunAsync(registration.Stopping);
                ended.SetResult();
            }
            catch (Exception cause) when (cause is IOException or OperationCanceledException or InvalidDataException or TimeoutException)
            {
                ended.SetException(cause);
                return cause switch
                {
                    InvalidDataException => TypedResults.Problem(cause.Message, statusCode: StatusCodes.Status400BadRequest),
                    TimeoutException => TypedResults.Problem(cause.Message, statusCode: StatusCodes.Status408RequestTimeout),
                    _ => TypedResults.Empty,        // the publisher is gone, so no one gets an answer
                };
            }
            // A publisher that goes on sending would not read an answer: cut it off.
            if (registration.Stopping.IsCancellationRequested)
                context.Abort();
            return TypedResults.NoContent();
        }
    }
}
