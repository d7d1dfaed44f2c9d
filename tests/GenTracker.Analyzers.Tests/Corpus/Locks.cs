// Code that synchronizes by itself, and counters that are not attributes.
using GenTracker;

namespace Corpus.Locks;

[Tracker]
public sealed partial class Account(string key) : ITrackedChild
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly object _old = new();
    private long _version;
    private int _pending;
    private double _rate = 1;

    [TrackedAttr] public partial long Balance { get; private set; }
    [TrackedAttr] public partial long Reserved { get; private set; }
    [TrackedAttr] public partial int Holders { get; }
    [TrackedAttr] public partial int Limit { get; set; }
    [TrackedAttr] public partial short Warnings { get; private set; }

    public long Version => Interlocked.Read(ref _version);

    public bool TryWithdraw(long amount)
    {
        lock (_gate)
        {
            if (Balance - Reserved < amount)
            {
                Warnings++;
                return false;
            }

            Balance -= amount;
            Reserved = Math.Max(Reserved, 0);
        }

        Interlocked.Increment(ref _version);
        return true;
    }

    public void Deposit(long amount)
    {
        IncrementBalance(amount);
        Interlocked.Add(ref _version, 1);
    }

    public bool TryHold(int most)
    {
        // The bound is checked again under the lock.
        lock (_old)
        {
            if (IncrementHolders() > most)
            {
                DecrementHolders();
                return false;
            }

            return true;
        }
    }

    public bool TryHoldSeat(int most) => IncrementHoldersUpTo(most, out _);

    public void Announce(Action<long> listener)
    {
        long balance = Balance;
        balance += Reserved;
        if (balance > Limit)
        {
            listener(balance);
        }
    }

    public async Task<long> InTurnAsync(Func<long, long> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _pending++;
            long before = Balance;
            Balance = change(before);
            _rate = Math.Max(_rate, before / (1.0 + Balance));
            return Balance;
        }
        finally
        {
            _pending--;
            _turn.Release();
        }
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenRegistration registration = stoppingToken.Register(static state => ((Account)state!)._turn.Dispose(), this);
        await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        Console.WriteLine($"{key}: {_pending} {_rate}");
    }
}

public sealed class Bank(AccountTracker accounts)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _byAlias = [];
    private long _transfers;

    public bool Transfer(string from, string to, long amount)
    {
        if (accounts.Find(from) is not { } payer || accounts.Find(to) is not { } payee || !payer.TryWithdraw(amount))
        {
            return false;
        }

        payee.Deposit(amount);
        _transfers++;
        return true;
    }

    public void Adopt(string key, Account account, Task completion)
    {
        lock (_gate)
        {
            // Only this method adopts children, and it holds the lock.
            if (accounts.Find(key) is null)
            {
                accounts.AddExisting(key, account, completion);
                _byAlias[key] = account;
            }
        }
    }

    public ChildRegistration? AdoptOrNull(string key, Account account) =>
        accounts.TryAddExisting(key, account, null, out ChildRegistration? registration) ? registration : null;

    public void AdoptAnother(string key, Account account, Task completion)
    {
        if (accounts.Find(key) is not null)
        {
            key += "'";
        }

        accounts.AddExisting(key, account, completion);
    }

    public long Total()
    {
        long total = _transfers;
        foreach (Account account in accounts)
        {
            total += account.Balance;
        }

        for (int i = 0; i < 3; i++)
        {
            total -= i;
        }

        return total;
    }

    public void RaiseLimits(int by)
    {
        foreach (Account account in accounts)
        {
            account.IncrementLimit(by);
            account.RaiseLimitTo(100);
        }
    }
}
