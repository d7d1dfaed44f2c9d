using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
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
            return Refuse(context, StatusCodes.Status409Conflict, $"'{name}' is live already.");

        await using (registration)
        {
            bool isStopped;
            try
            {
                await stream.StartAsync(registration.Stopping);
                await stream.RunAsync(registration.Stopping);
                // The token fires at every end: once `ended` is told, it says no more who has ended the stream.
                isStopped = registration.Stopping.IsCancellationRequested;
                ended.SetResult();
            }
            catch (Exception cause) when (cause is InvalidDataException or TimeoutException)
            {
                ended.SetException(cause);
                return Refuse(context, cause is TimeoutException ? StatusCodes.Status408RequestTimeout : StatusCodes.Status400BadRequest, cause.Message);
            }
            catch (Exception cause) when (cause is IOException or OperationCanceledException)
            {
                // Publishers go away without a word every day. That is how such a stream ends, and no failure of this server.
                log.PublisherGone(name, cause.Message);
                ended.SetResult();
                // One that broke the rules of HTTP may still be connected.
                return cause is BadHttpRequestException request ? Refuse(context, request.StatusCode, request.Message) : TypedResults.Empty;
            }
            // A publisher that goes on sending would not read an answer: cut it off.
            if (isStopped)
                context.Abort();
            return TypedResults.NoContent();
        }
    }

    /// <summary>Answers before the body has ended. What is left of it will not be read, so no other request can follow on this connection.</summary>
    private static ProblemHttpResult Refuse(HttpContext context, int status, string detail)
    {
        context.Response.Headers.Connection = "close";
        return TypedResults.Problem(detail, statusCode: status);
    }
}
