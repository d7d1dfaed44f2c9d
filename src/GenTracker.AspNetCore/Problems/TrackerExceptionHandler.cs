using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GenTracker.AspNetCore.Problems;

/// <summary>Answers requests that end with an exception of a tracker which is no fault of the program.</summary>
internal sealed class TrackerExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private const int FullRetrySeconds = 1;

    /// <summary>A tracker closes with its host: the next one takes some time to start.</summary>
    private const int ClosedRetrySeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not TrackerException refusal || GetAnswer(refusal) is not { } answer)
            return false;
        httpContext.Response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var details = new ProblemDetails { Status = answer.Status, Detail = answer.Detail };
        details.Extensions["tracker"] = refusal.TrackerName;
        if (refusal.Key is { } key)
            details.Extensions["key"] = MonitoredText.Format(key);

        // A client that takes no JSON gets the status alone.
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details }).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// The texts are not those of the exceptions, which have the cause of a failed start and the key that holds a value: these are nobody's business but the
    /// program's.
    /// </summary>
    private static Answer? GetAnswer(TrackerException exception) => exception switch
    {
        ChildNotFoundException => new(404, "There is no such child."),
        ChildAlreadyExistsException => new(409, "The key is taken."),
        AttributeValueTakenException taken => new(409, $"Another child has this value of {taken.AttributeName}."),
        ChildStartException => new(502, "The child could not be started."),
        TrackerFullException => new(503, "There is no room for another child.", FullRetrySeconds),
        TrackerClosedException => new(503, "The tracker is closed.", ClosedRetrySeconds),
        _ => null,
    };

    private sealed record Answer(int Status, string Detail, int? RetryAfterSeconds = null);
}
