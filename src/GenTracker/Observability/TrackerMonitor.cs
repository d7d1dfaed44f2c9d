using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Formatting;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>The monitor of a tracker.</summary>
internal sealed class TrackerMonitor<TKey, TChild>(IMonitoredTracker<TKey, TChild> tracker, IAttrsReader<TKey, TChild>? attrs) : ITrackerMonitor
    where TKey : notnull
    where TChild : class
{
    public string Name => tracker.Name;

    public Type ChildType => typeof(TChild);

    public IReadOnlyList<TrackedAttrInfo> Attributes { get; } = attrs?.Attributes ?? [];

    public int Count => tracker.RunningCount;

    public bool IsClosed => tracker.IsClosed;

    public IReadOnlyDictionary<ChildState, int> GetCounts()
    {
        ChildState[] states = Enum.GetValues<ChildState>();
        var counts = new long[states.Length];
        tracker.AddCounts(counts);
        return states.ToDictionary(static state => state, state => (int)counts[(int)state]);
    }

    public TrackerTotals GetTotals() => tracker.Totals;

    public ChildQueryResult Query(ChildQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ThrowIfUndefined(query.State ?? default, nameof(query.State));
        ThrowIfUndefined(query.Sort, nameof(query.Sort));
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip, nameof(query.Skip));
        ArgumentOutOfRangeException.ThrowIfNegative(query.Take, nameof(query.Take));
        int attribute = query.Sort == ChildSort.Attribute ? FindAttribute(query.Attribute) : -1;
        var page = new FirstInOrder<Match>(new MatchOrder(query.IsDescending), query.Skip, query.Take);
        foreach (Match match in FindMatches(query, attribute))
            page.Add(match);
        IEnumerable<MonitoredChild> children = page.ToList()
            .Select(match => match.Info ?? match.Key!.DescribeOrNull())
            .OfType<ChildInfo<TKey, TChild>>()
            .Select(ToMonitored);
        return new ChildQueryResult(page.Total, [.. children]);
    }

    public MonitoredChild? Find(string keyText)
    {
        ArgumentNullException.ThrowIfNull(keyText);
        ChildInfo<TKey, TChild>? info = FindKey(keyText)?.DescribeOrNull()
            ?? tracker.Abandoned.FirstOrDefault(child => UserText.FormatKey(child.Key) == keyText);
        return info is null ? null : ToMonitored(info);
    }

    public Task<bool> StopAsync(string keyText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyText);
        return FindKey(keyText) is { } key ? tracker.StopAsync(key.Key, cancellationToken) : Task.FromResult(false);
    }

    public IReadOnlyList<MonitoredExit> GetRecentExits() => tracker.RecentExits?.ToMonitored() ?? [];

    /// <summary>The key of a text. A string is its own text if it is not too long, so that no other key can have that text.</summary>
    private IMonitoredKey<TKey, TChild>? FindKey(string keyText)
    {
        if (keyText is TKey key && tracker.FindKey(key) is { } found)
            return found;
        return typeof(TKey) == typeof(string) && keyText.Length < UserText.MaxObjectLength - 1
            ? null
            : tracker.Keys.FirstOrDefault(candidate => UserText.FormatKey(candidate.Key) == keyText);
    }

    private int FindAttribute(string? name)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (Attributes[i].Name != name)
                continue;
            return !Attributes[i].Options.HasFlag(TrackedAttrOptions.Secret)
                ? i
                : throw new ArgumentException($"Tracker {Name}: the attribute {name} is secret, so that no query sorts by it.", nameof(name));
        }

        string names = string.Join(", ", Attributes.Select(static attribute => attribute.Name));
        throw new ArgumentException(
            $"Tracker {Name} has no attribute {name ?? "null"}. "
                + (names.Length == 0 ? "It has none that others may read." : $"Its attributes are: {names}."),
            nameof(name));
    }

    private IEnumerable<Match> FindMatches(ChildQuery query, int attribute)
    {
        foreach (IMonitoredKey<TKey, TChild> key in tracker.Keys)
        {
            if (key.StateOrNull is not { } state || (query.State is { } wanted && state != wanted))
                continue;
            string text = UserText.FormatKey(key.Key);
            if (IsWanted(query, text))
                yield return new Match(text, GetSortValue(query.Sort, attribute, key.ChildOrNull, key.StartedAt), key, Info: null);
        }

        if (query.State is not (null or ChildState.Abandoned))
            yield break;
        foreach (ChildInfo<TKey, TChild> info in tracker.Abandoned)
        {
            string text = UserText.FormatKey(info.Key);
            if (IsWanted(query, text))
                yield return new Match(text, GetSortValue(query.Sort, attribute, info.Child, info.StartedAt), Key: null, info);
        }
    }

    private static bool IsWanted(ChildQuery query, string text) =>
        (string.IsNullOrEmpty(query.KeyPrefix) || text.StartsWith(query.KeyPrefix, StringComparison.Ordinal))
        && (string.IsNullOrEmpty(query.KeyContains) || text.Contains(query.KeyContains, StringComparison.OrdinalIgnoreCase));

    private static void ThrowIfUndefined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(name, value, $"It must be one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
    }

    /// <summary>A value that compares with the others without a user's code.</summary>
    private IComparable? GetSortValue(ChildSort sort, int attribute, TChild? child, DateTimeOffset startedAt) => sort switch
    {
        ChildSort.Key => null,
        ChildSort.Age => -startedAt.UtcTicks,
        _ => child is null ? null : ToComparable(attrs!.ReadValue(child, attribute)),
    };

    private static IComparable? ToComparable(object? value) => value switch
    {
        null => null,
        string or Guid or TimeSpan or DateTimeOffset or DateOnly or TimeOnly or Version => (IComparable)value,
        nint or nuint or Int128 or UInt128 or Half or BigInteger => (IComparable)value,
        Enum => value.ToString(),
        IComparable comparable when Type.GetTypeCode(value.GetType()) != TypeCode.Object => comparable,
        _ => UserText.Format(value),
    };

    private MonitoredChild ToMonitored(ChildInfo<TKey, TChild> info) => new()
    {
        KeyText = UserText.FormatKey(info.Key),
        State = info.State,
        Incarnation = info.Incarnation,
        Restarts = info.Restarts,
        StartedAt = info.StartedAt,
        Age = WallClock.GetElapsed(info.StartedAt, tracker.Time.GetUtcNow()),
        LastExit = info.LastExit,
        Values = info.Child is null ? [] : attrs?.ReadValues(info.Child) ?? [],
    };

    /// <summary>A child that a filter takes: a key, or the snapshot of an abandoned child.</summary>
    private readonly record struct Match(string Text, IComparable? Value, IMonitoredKey<TKey, TChild>? Key, ChildInfo<TKey, TChild>? Info);

    private sealed class MatchOrder(bool isDescending) : IComparer<Match>
    {
        public int Compare(Match x, Match y)
        {
            int order = CompareValues(x.Value, y.Value);
            if (order == 0)
                order = string.CompareOrdinal(x.Text, y.Text);
            return isDescending ? -order : order;
        }

        // An attribute of a type such as object may have values of several types.
        private static int CompareValues(IComparable? x, IComparable? y) =>
            x is null || y is null ? (x is null ? 0 : 1) - (y is null ? 0 : 1)
            : x is string left && y is string right ? string.CompareOrdinal(left, right)
            : x.GetType() == y.GetType() ? x.CompareTo(y)
            : string.CompareOrdinal(x.GetType().FullName, y.GetType().FullName);
    }
}
