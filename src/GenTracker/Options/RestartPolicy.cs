namespace GenTracker;

/// <summary>Which ends of a child are followed by a restart; the three of Erlang/OTP's supervisors, with their meaning.</summary>
/// <remarks>A child that was stopped, that retired, or whose tracker closed is never restarted.</remarks>
public enum RestartPolicy
{
    /// <summary>Never restarted.</summary>
    Temporary,

    /// <summary>Restarted when it failed, not when it completed.</summary>
    Transient,

    /// <summary>Restarted when it failed and when it completed.</summary>
    Permanent,
}
