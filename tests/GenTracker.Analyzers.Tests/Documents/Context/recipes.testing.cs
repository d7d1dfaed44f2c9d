using System.Reflection;
using Xunit;

public static class Check
{
    /// <summary>Runs the tests of the page as xunit does, each with its own object.</summary>
    public static async Task RunAsync()
    {
        MethodInfo[] tests = [.. ((Type[])[typeof(MailboxTests), typeof(ReminderTests), typeof(PostmanTests)]).SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is not null)];
        Assert.Equal(10, tests.Length);
        foreach (MethodInfo test in tests)
        {
            if (test.Invoke(Activator.CreateInstance(test.DeclaringType!), []) is Task running) await running;
        }

        await A_host_gives_the_interface_from_the_same_tracker();
    }

    private static async Task A_host_gives_the_interface_from_the_same_tracker()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTracker<MailboxTracker>();
        builder.Services.AddSingleton<IMailboxes>(services => services.GetRequiredService<MailboxTracker>());
        using IHost host = builder.Build();

        Assert.Same(host.Services.GetRequiredService<MailboxTracker>(), host.Services.GetRequiredService<IMailboxes>());
        await host.Services.GetRequiredService<MailboxTracker>().DisposeAsync();
    }
}

namespace Microsoft.Extensions.Time.Testing
{
    /// <summary>Replaces the class of the package that the page names.</summary>
    public sealed class FakeTimeProvider : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<Timer> _timers = [];
        private DateTimeOffset _now = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow()
        {
            lock (_gate) return _now;
        }

        public override long GetTimestamp() => GetUtcNow().UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timer timer = new(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        public void Advance(TimeSpan delta)
        {
            Timer[] due;
            lock (_gate)
            {
                _now += delta;
                due = [.. _timers.Where(timer => timer.Due <= _now)];
                foreach (Timer timer in due) timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : DateTimeOffset.MaxValue;
            }

            foreach (Timer timer in due) timer.Fire();
        }

        private sealed class Timer(FakeTimeProvider owner, Action fire) : ITimer
        {
            public DateTimeOffset Due { get; set; }

            public TimeSpan Period { get; private set; }

            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                lock (owner._gate)
                {
                    Period = period;
                    Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : owner._now + dueTime;
                    if (!owner._timers.Contains(this)) owner._timers.Add(this);
                    return true;
                }
            }

            public void Dispose()
            {
                lock (owner._gate) owner._timers.Remove(this);
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
