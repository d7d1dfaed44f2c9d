namespace GenTracker;

/// <summary>When a child is restarted. The values have the meaning of Erlang/OTP's restart types.</summary>
/// <remarks>A child that is stopped or retires, or whose tracker closes, is never restarted.</remarks>
public enum RestartPolicy
{
    /// <summary>Never restarted.</summary>
    Temporary,

    /// <summary>Restarted if it fails, but not if it completes.</summary>
    Transient,

    /// <summary>Restarted if it fails or completes.</summary>
    Permanent,
}
