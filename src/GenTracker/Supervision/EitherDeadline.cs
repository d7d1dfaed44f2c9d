using System;

namespace GenTracker.Supervision;

/// <summary>Two deadlines of one phase, of which the first counts: that of a start, and that of the stop that has overtaken it.</summary>
internal sealed class EitherDeadline(IDisposable one, IDisposable other) : IDisposable
{
    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
    }
}
