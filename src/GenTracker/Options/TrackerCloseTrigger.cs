namespace GenTracker;

/// <summary>The moment in the shutdown of a host at which a tracker closes.</summary>
public enum TrackerCloseTrigger
{
    /// <summary>
    /// When the host begins to stop, before any hosted service stops. A server then does not wait for requests that only the end of a child ends, such as
    /// endless streams. Requests in flight that open a child get a <see cref="TrackerClosedException"/>.
    /// </summary>
    HostStopping,

    /// <summary>
    /// When all hosted services have stopped, so that a server has answered its requests in flight, and these still find and open children. The host's
    /// <c>ShutdownTimeout</c> is for both: what the server leaves of it is the time of the children.
    /// </summary>
    HostStopped,
}
