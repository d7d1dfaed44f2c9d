using System;
using System.Collections.Generic;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>A request that the dashboard refuses, and what it answers.</summary>
internal sealed class RequestProblemException(int status, string detail, IReadOnlyList<string>? names = null, int? retryAfterSeconds = null)
    : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>The names that there are, if the request has named something that there is not.</summary>
    public IReadOnlyList<string>? Names { get; } = names;

    public int? RetryAfterSeconds { get; } = retryAfterSeconds;
}
