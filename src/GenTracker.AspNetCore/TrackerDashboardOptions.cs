namespace GenTracker.AspNetCore;

/// <summary>Options of the dashboard. They are read once, when it is mapped.</summary>
public sealed class TrackerDashboardOptions
{
    /// <summary>
    /// Whether the dashboard answers requests from other machines, and by any host name, without authorization. Default: <see langword="false"/>, so that it
    /// answers only requests from loopback addresses for a loopback host, until <c>RequireAuthorization</c> is called on what <c>MapTrackers</c> returns.
    /// </summary>
    public bool AllowRemote { get; set; }

    /// <summary>Whether whoever may see the dashboard may stop children too. Default: <see langword="false"/>.</summary>
    public bool AllowStop { get; set; }
}
