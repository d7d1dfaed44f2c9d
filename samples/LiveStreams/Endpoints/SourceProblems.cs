using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace LiveStreams.Endpoints;

/// <summary>Tells a viewer why a source could not be opened. AddTrackerProblemDetails answers what else trackers throw, and tells no causes.</summary>
public sealed class SourceProblems(IProblemDetailsService problems) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ChildStartException { InnerException: { } cause })
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status502BadGateway;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = StatusCodes.Status502BadGateway, Detail = cause.Message },
        });
    }
}
