// LINQ, expression trees and records with children and their attributes.
using System.Linq.Expressions;
using GenTracker;

namespace Corpus.Queries;

[Tracker]
public partial class Order(string key, string customer, int lines) : ITrackedChild
{
    public string Customer => customer;

    public int Lines => lines;

    public string Title => $"{key}: {customer}";

    [TrackedAttr] public partial int Picked { get; }
    [TrackedAttr] public partial decimal Total { get; set; }
    [TrackedAttr] public partial DateOnly Due { get; set; }
    [TrackedAttr] public partial char Lane { get; set; }
    [TrackedAttr] public partial Guid Batch { get; set; }

    public virtual async Task RunAsync(CancellationToken stoppingToken)
    {
        while (Picked < lines)
        {
            await Task.Delay(10, stoppingToken);
        }
    }
}

public sealed record OrderRow(string Key, string Customer, OrderAttrs Attrs)
{
    public static readonly Comparison<OrderRow> ByTotal = (one, other) => decimal.Compare(one.Attrs.Total, other.Attrs.Total);

    public int Missing { get; init; }

    public OrderRow WithMore(int picked) => this with { Missing = Missing - picked, Attrs = Attrs with { Picked = Attrs.Picked + picked } };
}

public sealed class OrderQueries(OrderTracker orders)
{
    private static readonly Expression<Func<Order, bool>> IsLate = order => order.Due < DateOnly.FromDateTime(DateTime.Today) && order.Picked < order.Lines;
    private static readonly Func<Order, bool> IsLateCompiled = IsLate.Compile();
    private static readonly string[] VipKeys = ["a", "b"];

    public IEnumerable<OrderRow> Late() => orders.AsQueryable().Where(IsLate).AsEnumerable().Select(Row);

    public decimal Total => (from order in orders where !IsLateCompiled(order) select order.Total).Sum();

    public ILookup<string, OrderRow> ByCustomer() => orders.Select(Row).ToLookup(static row => row.Customer);

    public Order? Largest() => orders.MaxBy(static order => order.Total);

    public IReadOnlyDictionary<string, int> Progress()
    {
        Dictionary<string, int> progress = [];
        foreach (IGrouping<string, Order> group in orders.GroupBy(static order => order.Customer))
        {
            int percent = 0;
            foreach (Order order in group)
            {
                percent += 100 * order.Picked / Math.Max(1, order.Lines);
            }

            progress[group.Key] = percent / group.Count();
        }

        return progress;
    }

    public IEnumerable<Order> Vips() => VipKeys.Select(orders.Find).OfType<Order>();

    public Expression<Func<string, Order?>> Finder() => key => orders.Find(key.ToLower());

    public Expression<Func<Order, int>> Next() => order => order.Picked + 1;

    public int PickAll(IEnumerable<(string Key, int Count)> picks)
    {
        int unknown = 0;
        foreach ((string key, int count) in picks)
        {
            unknown += orders.TryIncrementPicked(key, count, out int now) && now >= 0 ? 0 : 1;
        }

        return unknown;
    }

    public void MoveLane(Order order, char lane)
    {
        (char before, order.Lane) = (order.Lane, lane);
        order.Total = order.Total switch
        {
            > 100 => order.Total * 0.9m,
            var total => total,
        };
        Console.WriteLine($"{order.Title} from {before} to {order.Lane}");
    }

    public void Copy(Order from, Order to)
    {
        to.Total = from.Total + 1;
        to.Lane = from.Lane;
        to.UpdateDue(static due => due.AddDays(1));
        (to.Batch, from.Batch) = (from.Batch, to.Batch);
    }

    public async Task<IReadOnlyList<OrderRow>> SnapshotAsync(CancellationToken cancellationToken)
    {
        List<OrderRow> rows = [];
        await foreach (ChildEvent<string, Order> change in orders.WatchAsync(cancellationToken))
        {
            if (change.Kind == ChildEventKind.Synced)
            {
                break;
            }

            if (change is { Kind: ChildEventKind.Present, Child: { } order })
            {
                rows.Add(Row(order));
            }
        }

        rows.Sort(OrderRow.ByTotal);
        return rows;
    }

    private static OrderRow Row(Order order) => new(order.Key, order.Customer, order.ReadAttrs()) { Missing = order.Lines - order.Picked };
}

public sealed class RushOrder(string key, string customer) : Order(key, customer, lines: 1)
{
    private int _hurries;

    public int Hurry()
    {
        _hurries += Picked;
        return ++_hurries;
    }

    public override Task RunAsync(CancellationToken stoppingToken)
    {
        IncrementPicked();
        return Task.CompletedTask;
    }
}
