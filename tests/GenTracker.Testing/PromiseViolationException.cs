using System;

namespace GenTracker.Testing;

/// <summary>A promise did not hold in a schedule.</summary>
public sealed class PromiseViolationException : Exception
{
    public PromiseViolationException(string message)
        : base(message)
    {
    }

    public PromiseViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public PromiseViolationException()
    {
    }

    /// <summary>Throws if the promise was not kept.</summary>
    public static void Unless(bool kept, string message)
    {
        if (!kept)
            throw new PromiseViolationException(message);
    }
}
