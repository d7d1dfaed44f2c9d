using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.AspNetCore.Answers;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>A tracker under a name that no other one of the dashboard has.</summary>
internal sealed class MonitoredTracker
{
    private readonly AttributeKind[] _kinds;
    private readonly string[] _sortable;

    public MonitoredTracker(string name, ITrackerMonitor monitor)
    {
        Monitor = monitor;
        Name = name;
        _kinds = [.. monitor.Attributes.Select(static attribute => AttributeValue.GetKind(attribute.Type))];
        _sortable =
        [
            .. monitor.Attributes
                .Where(static attribute => !attribute.Options.HasFlag(TrackedAttrOptions.Secret))
                .Select(static attribute => attribute.Name),
        ];
    }

    public ITrackerMonitor Monitor { get; }

    public string Name { get; }

    /// <summary>The attribute of a name, if children can be sorted by it.</summary>
    public string RequireSortable(string name)
    {
        if (_sortable.Contains(name))
            return name;
        string refusal = Monitor.Attributes.Any(attribute => attribute.Name == name)
            ? $"The attribute {name} of tracker {Name} is secret. The others are"
            : $"Tracker {Name} has no attribute {MonitoredText.Format(name)}. Its attributes are";
        throw new RequestProblemException(400, $"{refusal}: {string.Join(", ", _sortable)}.", _sortable);
    }

    public AttributeAnswer[] DescribeAttributes() => [.. Monitor.Attributes.Select((attribute, index) => new AttributeAnswer(
        AnswerText.Cut(attribute.Name, AnswerText.MaxMessageLength),
        AnswerText.GetTypeName(attribute.Type),
        AnswerText.ToSnakeCase(_kinds[index].ToString()),
        attribute.Unit is { } unit ? AnswerText.Cut(unit, AnswerText.MaxMessageLength) : null,
        AnswerText.GetFlags(attribute.Options),
        AnswerText.GetFlags(attribute.Metric),
        attribute.Options.HasFlag(TrackedAttrOptions.Secret)))];

    public ChildAnswer Describe(MonitoredChild child) => new()
    {
        Key = child.KeyText,
        State = AnswerText.ToSnakeCase(child.State.ToString()),
        Incarnation = child.Incarnation,
        Restarts = child.Restarts,
        StartedAt = child.StartedAt.UtcDateTime,
        AgeSeconds = Math.Max(child.Age.TotalSeconds, 0),
        LastExit = child.LastExit is { } exit
            ? new LastExitAnswer
            {
                Reason = AnswerText.ToSnakeCase(exit.Reason.ToString()),
                StartedAt = exit.StartedAt.UtcDateTime,
                EndedAt = exit.EndedAt.UtcDateTime,
                Incarnation = exit.Incarnation,
                Restarts = exit.Restarts,
                WillRestart = exit.WillRestart,
                Exception = Describe(exit.Exception),
            }
            : null,
        Values = ToJson(child.Values),
    };

    public ExitAnswer Describe(MonitoredExit end) => new()
    {
        Key = end.KeyText,
        Reason = AnswerText.ToSnakeCase(end.Exit.Reason.ToString()),
        StartedAt = end.Exit.StartedAt.UtcDateTime,
        EndedAt = end.Exit.EndedAt.UtcDateTime,
        Incarnation = end.Exit.Incarnation,
        Restarts = end.Exit.Restarts,
        WillRestart = end.Exit.WillRestart,
        Exception = Describe(end.Exit.Exception) is { } answer
            ? answer with { Text = AnswerText.Cut(MonitoredText.FormatException(end.Exit.Exception!), AnswerText.MaxExceptionLength) }
            : null,
        Values = ToJson(end.Values),
    };

    private static ExceptionAnswer? Describe(Exception? exception) => exception is null ? null : new ExceptionAnswer(
        AnswerText.Cut(exception.GetType().FullName ?? "", AnswerText.MaxMessageLength),
        AnswerText.Cut(MonitoredText.FormatMessage(exception), AnswerText.MaxMessageLength));

    private object?[] ToJson(IReadOnlyList<object?> values) => [.. values.Select((value, index) => AttributeValue.ToJson(value, _kinds[index]))];
}
