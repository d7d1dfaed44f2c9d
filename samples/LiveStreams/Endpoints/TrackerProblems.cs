using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace LiveStreams.Endpoints;

/// <summary>Maps the trackers' exceptions to HTTP answers.</summary>
public sealed class TrackerProblems(IProblemDetailsService problems) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        int? status = exception switch
        {
            ChildStartException => StatusCodes.Status502BadGateway,     // the source could not be opened
            TrackerClosedException or TrackerFullException => StatusCodes.Status503ServiceUnavailable,
            _ => null,
        };
        if (status is null)
            return false;
        httpContext.Response.StatusCode = status.Value;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = { Status = status, Detail = (exception.InnerException ?? exception).Message },
        });
    }
}
