using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using GenTracker.Formatting;

namespace GenTracker.Observability;

/// <summary>
/// Measures and traces what happens to the children of one tracker. While nobody listens, each call is a check and no more: what has to be kept from a request
/// to its end is kept beside the objects of supervision, not in them.
/// </summary>
/// <remarks>
/// A listener is a user's code: what it throws is dropped, and no call to one comes from inside a lock. <see cref="OnOpenRequested"/> and
/// <see cref="OnStopRequested"/>, which are called inside one, call no listener.
/// </remarks>
internal sealed class TrackerTelemetry(string name, TrackerMeter meter, TimeProvider time)
{
    private static readonly ActivitySource Activities = new(TelemetryNames.Source);

    // The keys are lifecycles, and what waits for the next one: an entry goes with its key.
    private readonly ConditionalWeakTable<object, Caller> _openers = [];
    private readonly ConditionalWeakTable<object, StopRequest> _stops = [];

    // The keys are incarnations.
    private readonly ConditionalWeakTable<object, Activity> _starts = [];

    private readonly KeyValuePair<string, object?> _tracker = new(TelemetryNames.Tracker, name);
    private readonly TrackerMeter _meter = meter;

    /// <summary>What has happened since the tracker was made. It is counted whether somebody listens or not.</summary>
    public LifecycleCounts Counts { get; } = new();

    /// <summary>Remembers who has asked for a child, for the trace of its start. Calls no listener.</summary>
    public void OnOpenRequested(object pendingOpen)
    {
        if (!Activities.HasListeners())
            return;
        if (Activity.Current is { } caller)
            _openers.AddOrUpdate(pendingOpen, new Caller(caller.Context));
        else
            _openers.Remove(pendingOpen);
    }

    /// <summary>What was asked for comes from the lifecycle that follows. Calls no listener.</summary>
    public void OnOpenPassedOn(object pendingOpen, object lifecycle)
    {
        if (!Activities.HasListeners() || !_openers.TryGetValue(pendingOpen, out Caller? caller))
            return;
        _openers.Remove(pendingOpen);
        _openers.AddOrUpdate(lifecycle, caller);
    }

    /// <summary>
    /// Starts the trace of a start. It is the current activity of the constructor and of <c>StartAsync</c>; the caller restores the execution context.
    /// </summary>
    public void OnStarting(object key, object incarnation, long number, StartKind kind, object? pendingOpen)
    {
        if (!Activities.HasListeners())
            return;
        TraceStart(key, incarnation, number, kind, pendingOpen);
    }

    /// <summary>A start has come to something, or a child was adopted.</summary>
    public void OnStartCompleted(uint hash, object incarnation, StartKind kind, StartOutcome outcome, DateTimeOffset startedAt, Exception? exception)
    {
        if (outcome == StartOutcome.Succeeded)
            Counts.OnStarted(hash);
        if (_meter.Starts.Enabled || _meter.StartDuration.Enabled || Activities.HasListeners())
            ReportStart(incarnation, kind, outcome, startedAt, exception);
    }

    /// <summary>An incarnation has ended, and its attributes are sealed.</summary>
    public void OnExit(uint hash, in ChildExit exit)
    {
        Counts.OnExit(hash, exit);
        if (_meter.Exits.Enabled || _meter.Lifetime.Enabled)
            ReportExit(exit);
    }

    /// <summary>The delay before a restart is over.</summary>
    public void OnRestart(uint hash)
    {
        Counts.OnRestart(hash);
        if (_meter.Restarts.Enabled)
            Listeners.Count(_meter.Restarts, _tracker);
    }

    /// <summary>Remembers when a stop was asked for, and by whom. Calls no listener.</summary>
    public void OnStopRequested(object lifecycle)
    {
        bool isTraced = Activities.HasListeners();
        if (isTraced || _meter.StopDuration.Enabled)
            _stops.TryAdd(lifecycle, new StopRequest(time.GetTimestamp(), DateTimeOffset.UtcNow, isTraced ? Activity.Current?.Context : null));
    }

    /// <summary>The key of a lifecycle is free, or goes to the next one.</summary>
    public void OnFreed(object lifecycle, object key, in ChildExit exit)
    {
        bool isTraced = Activities.HasListeners();
        if ((!isTraced && !_meter.StopDuration.Enabled) || !_stops.TryGetValue(lifecycle, out StopRequest? request))
            return;

        // The thread may be that of a caller, with an activity of its own.
        Activity? current = Activity.Current;
        _stops.Remove(lifecycle);
        ReportStop(request, key, exit, isTraced);
        Listeners.SetCurrent(current);
    }

    private void TraceStart(object key, object incarnation, long number, StartKind kind, object? pendingOpen)
    {
        ActivityContext? caller = pendingOpen is not null && _openers.TryGetValue(pendingOpen, out Caller? opener) ? opener.Context : null;
        KeyValuePair<string, object?> kindTag = new(TelemetryNames.StartKind, TelemetryNames.ToText(kind));
        if (StartRoot("start", key, number, kindTag, caller) is { } activity)
            _starts.AddOrUpdate(incarnation, activity);
    }

    private void ReportStart(object incarnation, StartKind kind, StartOutcome outcome, DateTimeOffset startedAt, Exception? exception)
    {
        KeyValuePair<string, object?> kindTag = new(TelemetryNames.StartKind, TelemetryNames.ToText(kind));
        KeyValuePair<string, object?> outcomeTag = new(TelemetryNames.Outcome, TelemetryNames.ToText(outcome));
        Listeners.Count(_meter.Starts, _tracker, kindTag, outcomeTag);
        if (kind != StartKind.Adopt && _meter.StartDuration.Enabled)
            Listeners.Record(_meter.StartDuration, WallClock.GetElapsed(startedAt, time.GetUtcNow()).TotalSeconds, _tracker, kindTag, outcomeTag);
        if (!_starts.TryGetValue(incarnation, out Activity? activity))
            return;
        _starts.Remove(incarnation);
        activity.SetTag(outcomeTag.Key, outcomeTag.Value);
        Stop(activity, outcome == StartOutcome.Succeeded ? null : exception);
    }

    private void ReportExit(in ChildExit exit)
    {
        KeyValuePair<string, object?> reason = new(TelemetryNames.ExitReason, TelemetryNames.ToText(exit.Reason));
        if (exit.Exception is { } exception)
            Listeners.Count(_meter.Exits, _tracker, reason, new(TelemetryNames.ErrorType, TelemetryNames.ToErrorType(exception)));
        else
            Listeners.Count(_meter.Exits, _tracker, reason);
        if (exit.Reason != ExitReason.StartFailed)
            Listeners.Record(_meter.Lifetime, WallClock.GetElapsed(exit.StartedAt, exit.EndedAt).TotalSeconds, _tracker, reason);
    }

    private void ReportStop(StopRequest request, object key, in ChildExit exit, bool isTraced)
    {
        Listeners.Record(_meter.StopDuration, Math.Max(time.GetElapsedTime(request.Timestamp).TotalSeconds, 0), _tracker);
        KeyValuePair<string, object?> reason = new(TelemetryNames.ExitReason, TelemetryNames.ToText(exit.Reason));
        if (isTraced && StartRoot("stop", key, exit.Incarnation, reason, request.Caller, request.RequestedAt) is { } activity)
            Stop(activity, exit.Exception);
    }

    /// <summary>Starts an activity that has no parent, and makes it the current one.</summary>
    private Activity? StartRoot(
        string verb, object key, long incarnation, KeyValuePair<string, object?> tag, ActivityContext? caller, DateTimeOffset? startedAt = null)
    {
        // A default parent means the current activity, so there must be none.
        Listeners.SetCurrent(null);
        KeyValuePair<string, object?>[] tags =
            [_tracker, new(TelemetryNames.Key, UserText.Format(key)), new(TelemetryNames.Incarnation, incarnation), tag];
        ActivityLink[]? links = caller is { } context ? [new ActivityLink(context)] : null;
        return Listeners.Start(Activities, $"{verb} {name}", tags, links, startedAt);
    }

    private static void Stop(Activity activity, Exception? exception)
    {
        if (exception is not null)
        {
            // Not Activity.AddException: the texts of an exception are a user's code, and may throw or be very long.
            string type = TelemetryNames.ToErrorType(exception);
            string message = UserText.FormatMessage(exception);
            activity.SetTag(TelemetryNames.ErrorType, type);
            activity.SetStatus(ActivityStatusCode.Error, message);
            activity.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection
            {
                ["exception.type"] = type,
                ["exception.message"] = message,
                ["exception.stacktrace"] = UserText.FormatException(exception),
            }));
        }

        // The end makes the parent the current activity, and this thread may have another one.
        Activity? current = Activity.Current;
        Listeners.Stop(activity);
        Listeners.SetCurrent(ReferenceEquals(current, activity) ? null : current);
    }

    private sealed record Caller(ActivityContext Context);

    private sealed record StopRequest(long Timestamp, DateTimeOffset RequestedAt, ActivityContext? Caller);
}
