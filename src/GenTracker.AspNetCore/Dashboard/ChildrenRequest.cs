using System;
using GenTracker.AspNetCore.Answers;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>Which children of a tracker a request asks for.</summary>
internal sealed record ChildrenRequest(MonitoredTracker Tracker, ChildQuery Query)
{
    /// <summary>How many children an answer has at most.</summary>
    public const int MaxTake = 500;

    private const int DefaultTake = 100;

    /// <summary>The sort as answers have it.</summary>
    public string Sort => Query.Sort switch
    {
        ChildSort.Key => "key",
        ChildSort.Age => "age",
        _ => "@" + Query.Attribute,
    };

    public static ChildrenRequest Parse(MonitoredTracker tracker, RequestQuery query)
    {
        (ChildSort sort, string? attribute) = ParseSort(tracker, query.GetOrNull("sort") is { Length: > 0 } text ? text : "key");
        return new ChildrenRequest(tracker, new ChildQuery
        {
            KeyContains = query.GetOrNull("filter"),
            State = query.GetOrNull("state") is { Length: > 0 } state ? ParseState(state) : null,
            Sort = sort,
            Attribute = attribute,
            IsDescending = query.GetSwitch("desc"),
            Skip = query.GetInteger("skip", defaultValue: 0, min: 0, int.MaxValue),
            Take = query.GetInteger("take", DefaultTake, min: 1, MaxTake),
        });
    }

    private static ChildState ParseState(string text)
    {
        string[] names = Array.ConvertAll(Enum.GetNames<ChildState>(), AnswerText.ToSnakeCase);
        int index = Array.IndexOf(names, text);
        return index >= 0
            ? Enum.GetValues<ChildState>()[index]
            : throw new RequestProblemException(400, $"There is no state {MonitoredText.Format(text)}. The states are: {string.Join(", ", names)}.", names);
    }

    private static (ChildSort Sort, string? Attribute) ParseSort(MonitoredTracker tracker, string text) => text switch
    {
        "key" => (ChildSort.Key, null),
        "age" => (ChildSort.Age, null),
        ['@', .. string name] => (ChildSort.Attribute, tracker.RequireSortable(name)),
        _ => (ChildSort.Attribute, tracker.RequireSortable(text)),
    };
}
