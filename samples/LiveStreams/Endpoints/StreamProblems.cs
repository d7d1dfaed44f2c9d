using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveStreams.Endpoints;

/// <summary>The answers of the endpoints to what cannot be served.</summary>
public static class StreamProblems
{
    private const int RetrySeconds = 5;

    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string name) => TypedResults.Problem($"There is no stream '{name}'.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>503, since the stream has as many viewers as it may have.</summary>
    public static ProblemHttpResult Full(HttpContext context, LiveStream stream) =>
        Busy(context, $"'{stream.Key}' has {stream.MaxViewers} viewers, as many as it may have.");

    /// <summary>503, and when to ask again.</summary>
    public static ProblemHttpResult Busy(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
