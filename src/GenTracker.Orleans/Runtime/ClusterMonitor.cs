using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The children of a tracker over all nodes, as tools see them: each with its node, which is the first attribute. A query and a find ask the nodes, and wait
/// for them for at most <see cref="AnswerTimeout"/>; nodes that do not answer are left out. Numbers are at most a moment old. All members are thread-safe.
/// </summary>
/// <param name="local">The tracker of this node.</param>
/// <param name="own">This node.</param>
/// <param name="grains">The way to the other nodes.</param>
/// <param name="members">The other nodes.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterMonitor(ITrackerMonitor local, string own, IGrainFactory grains, IMembers members, TimeProvider time) : ITrackerMonitor
{
    private const string NodeAttribute = "Node";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly NodeQuery Numbers = new(null, null, null, null, ChildSort.Key, null, false, Take: 0);
    private static readonly ChildState[] States = Enum.GetValues<ChildState>();

    private volatile Summary? _summary;
    private int _isRefreshing;

    public string Name { get; } = $"{local.Name} (all nodes)";

    public Type ChildType => local.ChildType;

    public IReadOnlyList<TrackedAttrInfo> Attributes { get; } =
    [
        new TrackedAttrInfo(NodeAttribute, typeof(string), Unit: null, default, default),
        .. local.Attributes.Where(static attribute => attribute.Name != NodeAttribute),
    ];

    public int Count => GetSummary().Views.Sum(static view => view.Counts[Array.IndexOf(States, ChildState.Running)]);

    // A cluster has no end. The monitor of each node's own tracker tells its own.
    public bool IsClosed => false;

    public IReadOnlyDictionary<ChildState, int> GetCounts()
    {
        NodeView[] views = GetSummary().Views;
        return States.Select((state, index) => (state, Count: views.Sum(view => view.Counts[index]))).ToDictionary();
    }

    public TrackerTotals GetTotals()
    {
        NodeView[] views = GetSummary().Views;
        return new TrackerTotals
        {
            Starts = views.Sum(static view => view.Starts),
            Exits = views.Sum(static view => view.Exits),
            Restarts = views.Sum(static view => view.Restarts),
            Abandoned = views.Sum(static view => view.Abandoned),
            RestartLimits = views.Sum(static view => view.RestartLimits),
        };
    }

    public ChildQueryResult Query(ChildQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        bool isByNode = query is { Sort: ChildSort.Attribute, Attribute: NodeAttribute };
        ChildQuery asked = isByNode ? query with { Sort = ChildSort.Key, Attribute = null } : query;

        // It says what is wrong with the query, by name.
        local.Query(asked with { Take = Math.Min(query.Take, 0) });
        int sorted = query.Sort == ChildSort.Attribute ? Attributes.ToList().FindIndex(attribute => attribute.Name == query.Attribute) : -1;
        int take = (int)Math.Min((long)query.Skip + query.Take, int.MaxValue);
        (string Node, NodeView View)[] answers = Ask(new NodeQuery(
            null, asked.KeyPrefix, asked.KeyContains, asked.State, asked.Sort, asked.Attribute, asked.IsDescending, take));
        IEnumerable<MonitoredChild> children = answers.SelectMany(answer => answer.View.Children.Select(child => ToMonitored(answer.Node, child)));
        var order = Comparer<MonitoredChild>.Create((left, right) => Compare(left, right, query.Sort, sorted));
        children = query.IsDescending ? children.OrderDescending(order) : children.Order(order);
        return new ChildQueryResult(answers.Sum(static answer => answer.View.Matching), [.. children.Skip(query.Skip).Take(query.Take)]);
    }

    public MonitoredChild? Find(string keyText)
    {
        ArgumentNullException.ThrowIfNull(keyText);
        return local.Find(keyText) is { } here
            ? here with { Values = WithNode(own, here.Values) }
            : FindNode(keyText) is { } found ? ToMonitored(found.Node, found.Child) : null;
    }

    public async Task<bool> StopAsync(string keyText, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyText);
        if (await local.StopAsync(keyText, cancellationToken).ConfigureAwait(false))
            return true;
        (string Node, NodeView View)[] answers = await AskAsync(ByKey(keyText)).WaitAsync(cancellationToken).ConfigureAwait(false);
        string? node = answers.FirstOrDefault(static answer => answer.View.Matching > 0).Node;
        return node is not null && await GetNode(node).StopAsync(keyText).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of this node. Other nodes keep their own.</summary>
    public IReadOnlyList<MonitoredExit> GetRecentExits() =>
        [.. local.GetRecentExits().Select(exit => exit with { Values = WithNode(own, exit.Values) })];

    private static NodeQuery ByKey(string keyText) => Numbers with { KeyText = keyText, Take = 1 };

    private static int Compare(MonitoredChild left, MonitoredChild right, ChildSort sort, int attribute)
    {
        int order = sort switch
        {
            ChildSort.Age => right.StartedAt.CompareTo(left.StartedAt),
            ChildSort.Attribute => CompareValues(ValueOf(left), ValueOf(right)),
            _ => 0,
        };
        return order != 0 ? order : string.CompareOrdinal(left.KeyText, right.KeyText);

        IComparable? ValueOf(MonitoredChild child) => attribute < child.Values.Count ? child.Values[attribute] as IComparable : null;
    }

    private static int CompareValues(IComparable? left, IComparable? right) =>
        left is null || right is null ? (left is null ? 0 : 1) - (right is null ? 0 : 1)
        : left is string text && right is string other ? string.CompareOrdinal(text, other)
        : left.GetType() == right.GetType() ? left.CompareTo(right)
        : string.CompareOrdinal(left.GetType().FullName, right.GetType().FullName);

    private object?[] WithNode(string node, IReadOnlyList<object?> values) =>
        values.Count == 0 ? [] : [node, .. values.Where((_, index) => local.Attributes[index].Name != NodeAttribute)];

    private MonitoredChild ToMonitored(string node, NodeChild child) => new()
    {
        KeyText = child.KeyText,
        State = child.State,
        Incarnation = child.Incarnation,
        Restarts = child.Restarts,
        StartedAt = child.StartedAt,
        Age = child.Age,
        Values = WithNode(node, child.Values),
    };

    private (string Node, NodeChild Child)? FindNode(string keyText)
    {
        foreach ((string node, NodeView view) in Ask(ByKey(keyText)))
        {
            if (view.Children is [{ } child, ..])
                return (node, child);
        }

        return null;
    }

    // What tools ask has an answer at once: the numbers that are known, and newer ones the next time.
    private Summary GetSummary()
    {
        Summary known = _summary ?? new Summary([NodeViewer.View(local, Numbers)], ReadAt: null);
        if ((known.ReadAt is not { } readAt || time.GetElapsedTime(readAt) >= Freshness) && Interlocked.Exchange(ref _isRefreshing, 1) == 0)
            _ = RefreshAsync();
        return known;
    }

    private async Task RefreshAsync()
    {
        try
        {
            (string Node, NodeView View)[] answers = await AskAsync(Numbers).ConfigureAwait(false);
            _summary = new Summary([.. answers.Select(static answer => answer.View)], time.GetTimestamp());
        }
        finally
        {
            Volatile.Write(ref _isRefreshing, 0);
        }
    }

    // Tools ask from their own threads, never from a grain.
    private (string Node, NodeView View)[] Ask(NodeQuery query) => Task.Run(() => AskAsync(query)).GetAwaiter().GetResult();

    private async Task<(string Node, NodeView View)[]> AskAsync(NodeQuery query)
    {
        (string Node, NodeView? View)[] answers = await Task.WhenAll(members.GetActive(local.Name).Select(async node =>
        {
            if (node == own)
                return (node, NodeViewer.View(local, query));
            try
            {
                return (node, await GetNode(node).ViewAsync(query).AsTask().WaitAsync(AnswerTimeout, time).ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException or ArgumentException)
            {
                // It leaves, is lost, or its version of the class has no such attribute.
                return (node, (NodeView?)null);
            }
        })).ConfigureAwait(false);
        return [.. answers.Where(static answer => answer.View is not null).Select(static answer => (answer.Node, answer.View!))];
    }

    private INodeGrain GetNode(string node) => grains.GetGrain<INodeGrain>(NodeKey.Format(node, local.Name));

    private sealed record Summary(NodeView[] Views, long? ReadAt);
}
