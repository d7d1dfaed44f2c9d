using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Observability;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>Makes and starts a child: scope, constructor, key, what survived, <c>StartAsync</c>. All of it is child code, and runs as one operation.</summary>
internal static class ChildActivator
{
    public static Task StartAsync<TKey, TChild>(
        ChildLifecycle<TKey> lifecycle, ChildSpec<TKey, TChild> spec, Incarnation<TChild> incarnation, TChild? previous, ChildSnapshot? snapshot,
        Supervisor<TKey, TChild> supervisor)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        TrackerSettings settings = supervisor.Settings;
        CancellationToken token = incarnation.Token;
        token.ThrowIfCancellationRequested();
        if (lifecycle.IsStopRequested)
            throw new OperationCanceledException(token);
        if (spec.NeedsScope)
            incarnation.Scope = settings.Scopes?.CreateScope();
        var scope = new ChildScope(incarnation.Scope?.ServiceProvider ?? settings.Services, settings.LoggerFactory);
        TChild child = spec.Create(lifecycle.Key, scope)
            ?? throw new InvalidOperationException($"The factory returned null instead of a {typeof(TChild).Name}.");
        if (child is not ITrackedChild openable)
            throw new InvalidOperationException($"{child.GetType().Name} does not implement ITrackedChild, so it can be adopted (AddExisting) but not opened.");
        if (!child.Link.TryBind(lifecycle))
            throw new InvalidOperationException($"The factory returned a {child.GetType().Name} that was opened or adopted before: make a new one each time.");
        child.Link.SetIncarnation(incarnation.Number);
        if (previous is not null)
            child.Inherit(previous);
        else if (snapshot is not null)
            child.Restore(snapshot);

        // After the inheritance, which counts for nothing, and before whoever ends the incarnation can see the child and seal it.
        supervisor.Metrics?.OnCreated(lifecycle.Hash, child);
        incarnation.Child = child;

        // A constructor has no token, so a stop that came meanwhile is noticed here.
        token.ThrowIfCancellationRequested();
        supervisor.Observer?.Attach(child, lifecycle);
        return openable.StartAsync(token) ?? throw new InvalidOperationException("StartAsync returned null instead of a task.");
    }
}
