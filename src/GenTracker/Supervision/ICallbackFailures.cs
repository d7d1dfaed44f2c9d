using System;

namespace GenTracker.Supervision;

/// <summary>Whom to tell that a child's code threw where nobody awaits it.</summary>
internal interface ICallbackFailures
{
    void OnCancellationCallbackFailed(Exception exception);
}
