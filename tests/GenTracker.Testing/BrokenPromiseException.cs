using System;

namespace GenTracker.Testing;

/// <summary>A promise did not hold in one schedule.</summary>
public sealed class BrokenPromiseException : Exception
{
    /// <summary>Says which.</summary>
    /// <param name="message">What was promised and what was seen.</param>
    public BrokenPromiseException(string message)
        : base(message)
    {
    }

    /// <summary>Says which, and what was thrown.</summary>
    /// <param name="message">What was promised and what was seen.</param>
    /// <param name="innerException">What was thrown.</param>
    public BrokenPromiseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception without a message.</summary>
    public BrokenPromiseException()
    {
    }

    /// <summary>Throws unless the promise was kept.</summary>
    /// <param name="kept">Whether it was.</param>
    /// <param name="message">What was promised and what was seen.</param>
    public static void Unless(bool kept, string message)
    {
        if (!kept)
            throw new BrokenPromiseException(message);
    }
}
