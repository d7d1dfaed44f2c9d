using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Where the injected parameters of a child's constructor come from, and how long they live.</summary>
public sealed class ServicesTests
{
    private readonly List<string> _order = [];

    [Fact]
    public void A_missing_service_fails_the_tracker_s_own_construction_by_service_and_parameter()
    {
        IServiceProvider services = new ServiceCollection().BuildServiceProvider();

        var refused =
            Assert.Throws<TrackerException>(() => new ServicedTracker(new World().Options, services, required: [new(typeof(Connection), null, "connection")]));

        Assert.Contains("Tracker Serviced", refused.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Connection).ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains("(parameter connection)", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Serviced", refused.TrackerName);
    }

    [Fact]
    public void All_missing_services_are_named_at_once_keyed_ones_with_their_key()
    {
        IServiceProvider services = new ServiceCollection().AddKeyedSingleton<object>("blue", new object()).BuildServiceProvider();

        var refused = Assert.Throws<TrackerException>(() => new ServicedTracker(
            new World().Options,
            services,
            required: [new(typeof(Connection), null, "connection"), new(typeof(object), "blue", "found"), new(typeof(object), "green", "paint")]));

        Assert.Contains("(parameter connection)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("with the key green (parameter paint)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("blue", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tracker_without_services_whose_children_want_some_is_told_how_to_get_them()
    {
        var refused = Assert.Throws<TrackerException>(() =>
            new ServicedTracker(new World().Options, services: null, required: [new(typeof(Connection), null, "connection")]));

        Assert.Contains("AddTracker", refused.Message, StringComparison.Ordinal);
        Assert.Contains("IServiceProvider", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registered_service_is_enough_and_none_is_made_before_a_child_needs_it()
    {
        IServiceProvider services = Provide();

        _ = new ServicedTracker(new World().Options, services, required: [new(typeof(Connection), null, "connection")]);

        Assert.Empty(_order);
    }

    [Fact]
    public void The_scope_belongs_to_the_incarnation_and_is_disposed_after_the_child()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);
        Probe probe = OpenConnected(world, tracker, "a");

        Assert.Equal(["made"], _order);
        world.Result(tracker.StopAsync("a"));

        Assert.Equal(["made", "child disposed", "scope disposed"], _order);
        Assert.Equal("dispose", probe.Steps[^1]);
    }

    [Fact]
    public void The_scope_is_disposed_before_the_key_is_free()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);
        OpenConnected(world, tracker, "a");
        Task<bool> stop = tracker.StopAsync("a");

        while (!stop.IsCompleted)
            Assert.True(world.Dispatcher.RunOne(), "The stop completes.");

        Assert.Equal("scope disposed", _order[^1]);
    }

    [Fact]
    public void Each_incarnation_has_a_scope_of_its_own()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        ServicedTracker tracker = NewTracker(world);
        OpenConnected(world, tracker, "b");
        var first = true;
        OpenConnected(world, tracker, "a", probe =>
        {
            if (first)
                probe.OnRun = _ => throw new InvalidOperationException("lost");
            first = false;
        });

        world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["made", "made", "child disposed", "scope disposed", "made"], _order);
    }

    [Fact]
    public void The_scope_of_a_constructor_that_fails_is_disposed()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);

        Assert.Throws<ChildStartException>(() => OpenConnected(world, tracker, "a", _ => throw new InvalidOperationException("bad name")));

        Assert.Equal(["made", "scope disposed"], _order);
    }

    [Fact]
    public void A_disposal_that_fails_does_not_keep_the_scope_alive()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);
        OpenConnected(world, tracker, "a", probe => probe.OnDispose = () => throw new InvalidOperationException("cannot let go"));

        Assert.True(world.Result(tracker.StopAsync("a")));

        Assert.Equal(["made", "scope disposed"], _order);
    }

    [Fact]
    public void A_scope_that_cannot_be_disposed_is_logged_and_keeps_no_key()
    {
        using var log = new RecordingLog();
        var world = new World();
        ServiceProvider services = new ServiceCollection().AddScoped(static _ => new Stuck()).BuildServiceProvider();
        var tracker = new ServicedTracker(world.Options, services, log);
        world.Result(tracker.OpenAsync("a", static scope =>
        {
            _ = scope.Get<Stuck>();
            return new Probe();
        }));

        Assert.True(world.Result(tracker.StopAsync("a")));

        Assert.Equal("stuck", Assert.Single(log.Entries, static entry => entry.Id == 9).Exception?.Message);
    }

    [Fact]
    public void The_scope_of_a_child_that_was_abandoned_lives_until_its_code_has_ended()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);
        var deaf = new TaskCompletionSource();
        OpenConnected(world, tracker, "a", probe => probe.OnRun = _ => deaf.Task);
        Task<bool> stop = tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(world.Result(stop));

        Assert.Equal(["made"], _order);
        world.Run(deaf.SetResult);

        Assert.Equal(["made", "child disposed", "scope disposed"], _order);
    }

    [Fact]
    public void A_function_with_a_state_gets_the_scope_s_services()
    {
        var world = new World();
        ServicedTracker tracker = NewTracker(world);
        Connection? connection = null;

        world.Result(tracker.OpenAsync("a", "state", (key, state, services) =>
        {
            connection = services.GetRequiredService<Connection>();
            return new Probe { Title = key + state };
        }));

        Assert.NotNull(connection);
        Assert.Equal("astate", tracker.Find("a")?.Title);
        world.Result(tracker.StopAsync("a"));
        Assert.Equal(["made", "scope disposed"], _order);
    }

    [Fact]
    public void Required_optional_and_keyed_services_are_given_as_asked()
    {
        IServiceProvider services = new ServiceCollection()
            .AddScoped(_ => new Connection(_order))
            .AddKeyedSingleton("blue", "sky")
            .BuildServiceProvider();
        object?[] got = [];

        OpenWith(services, null, scope => got =
        [
            scope.Get<Connection>() is not null,
            scope.GetOptional<Connection?>(null) is not null,
            scope.GetOptional<Version?>(null),
            scope.GetOptional("fallback"),
            scope.GetKeyed<string>("blue"),
            scope.GetKeyedOptional("blue", "fallback"),
            scope.GetKeyedOptional("green", "fallback"),
        ]);

        Assert.Equal([true, true, null, "fallback", "sky", "sky", "fallback"], got);
    }

    [Fact]
    public void Without_services_optional_ones_are_their_defaults_and_required_ones_a_failed_start()
    {
        object?[] got = [];

        OpenWith(null, null, scope => got = [scope.GetOptional("fallback"), scope.GetKeyedOptional("blue", "fallback")]);
        var told = Assert.Throws<ChildStartException>(() => OpenWith(null, null, scope => scope.Get<Connection>()));

        Assert.Equal(["fallback", "fallback"], got);
        Assert.Contains(nameof(Connection), told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_needs_no_services_and_comes_from_the_logger_factory_where_there_is_one()
    {
        var log = new RecordingLog();
        ILogger? without = null;

        OpenWith(null, null, scope => without = scope.GetLogger<ServicesTests>());
        OpenWith(null, log, scope => scope.GetLogger<ServicesTests>().Log(LogLevel.Information, 0, "here", null, static (text, _) => text));

        Assert.Same(NullLogger<ServicesTests>.Instance, without);
        Assert.Contains(log.Entries, entry => entry.Message == "here" && entry.Category == typeof(ServicesTests).FullName);
    }

    [Fact]
    public void A_logger_that_the_services_have_goes_before_the_logger_factory_s()
    {
        ILogger<ServicesTests> own = new Logger<ServicesTests>(NullLoggerFactory.Instance);
        IServiceProvider services = new ServiceCollection().AddSingleton(own).BuildServiceProvider();
        ILogger? got = null;

        OpenWith(services, new RecordingLog(), scope => got = scope.GetLogger<ServicesTests>());

        Assert.Same(own, got);
    }

    [Fact]
    public void A_child_that_wants_no_services_costs_no_scope()
    {
        var world = new World(services: new NoScopes());

        Assert.NotNull(world.Open("a"));
    }

    [Fact]
    public void A_specification_and_a_key_must_be_there()
    {
        var tracker = new ServicedTracker(new World().Options, services: null);

        Action noKey = () => tracker.OpenAsync(null!, static _ => new Probe()).AsTask();
        Action noSpec = () => tracker.OpenAsync("a").AsTask();
        Action noFunction = () => tracker.OpenAsync("a", 1, null!).AsTask();

        Assert.Equal("key", Assert.Throws<ArgumentNullException>(noKey).ParamName);
        Assert.Equal("spec", Assert.Throws<ArgumentNullException>(noSpec).ParamName);
        Assert.Equal("create", Assert.Throws<ArgumentNullException>(noFunction).ParamName);
        Assert.Empty(tracker.GetChildren());
    }

    [Fact]
    public void The_tracker_s_own_log_comes_from_the_services_where_no_factory_is_given()
    {
        var log = new RecordingLog();
        IServiceProvider services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).BuildServiceProvider();

        OpenWith(services, null, _ => { });

        Assert.Contains(log.Entries, entry => entry.Category == "GenTracker.Serviced");
    }

    private static void OpenWith(IServiceProvider? services, ILoggerFactory? loggerFactory, Action<ChildScope> construct)
    {
        var world = new World();
        var tracker = new ServicedTracker(world.Options, services, loggerFactory);
        world.Result(tracker.OpenAsync("a", scope =>
        {
            construct(scope);
            return new Probe();
        }));
        world.Settle();
    }

    private Probe OpenConnected(World world, ServicedTracker tracker, string key, Action<Probe>? script = null) =>
        world.Result(tracker.OpenAsync(key, scope =>
        {
            _ = scope.Get<Connection>();
            var probe = new Probe
            {
                OnDispose = () =>
                {
                    _order.Add("child disposed");
                    return default;
                },
            };
            script?.Invoke(probe);
            return probe;
        }));

    private ServicedTracker NewTracker(World world) => new(world.Options, Provide());

    private ServiceProvider Provide() => new ServiceCollection().AddScoped(_ => new Connection(_order)).BuildServiceProvider(validateScopes: true);

    private sealed class ServicedTracker(
        TrackerOptions options, IServiceProvider? services, ILoggerFactory? loggerFactory = null, params RequiredService[] required)
        : Tracker<string, Probe>("Serviced", options, services, loggerFactory, StringComparer.Ordinal, required)
    {
        public ValueTask<Probe> OpenAsync(string key, Func<ChildScope, Probe> create) => FindOrOpenCoreAsync(key, new Spec(create), null, default);

        public ValueTask<Probe> OpenAsync<TState>(string key, TState state, Func<string, TState, IServiceProvider, Probe> create) =>
            FindOrOpenCoreAsync(key, ChildSpec.FromFactory(state, create), null, default);

        /// <summary>As a generated tracker would whose specification is missing.</summary>
        public ValueTask<Probe> OpenAsync(string key) => FindOrOpenCoreAsync(key, spec: null!, null, default);

        private sealed class Spec(Func<ChildScope, Probe> create) : ChildSpec<string, Probe>
        {
            public override bool NeedsScope => true;

            public override Probe Create(string key, ChildScope scope) => create(scope);
        }
    }

    private sealed class NoScopes : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(IServiceScopeFactory) ? new ThrowingScopes() : null;

        private sealed class ThrowingScopes : IServiceScopeFactory
        {
            public IServiceScope CreateScope() => throw new InvalidOperationException("a scope was made");
        }
    }

    private sealed class Stuck : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("stuck");
    }

    private sealed class Connection : IDisposable
    {
        private readonly List<string> _order;

        public Connection(List<string> order)
        {
            _order = order;
            order.Add("made");
        }

        public void Dispose() => _order.Add("scope disposed");
    }
}
