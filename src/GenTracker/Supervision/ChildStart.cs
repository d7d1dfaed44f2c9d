using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>How a child comes to be: scope, constructor, key, what survived, start. All of it is the child's code, and runs as one phase.</summary>
internal static class ChildStart
{
    public static async Task RunAsync<TKey, TChild>(
        Life<TKey> life, ChildSpec<TKey, TChild> spec, Incarnation<TChild> incarnation, TChild? previous, TrackerSettings settings)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        CancellationToken token = incarnation.Token;
        if (life.IsStopRequested)
            throw new OperationCanceledException(token);
        if (spec.NeedsScope)
            incarnation.Scope = settings.Scopes?.CreateScope();
        var scope = new ChildScope(incarnation.Scope?.ServiceProvider ?? settings.Services, settings.LoggerFactory);
        TChild child = spec.Create(life.Key, scope)
            ?? throw new InvalidOperationException($"The factory returned null instead of a {typeof(TChild).Name}.");
        if (child is not ITrackedChild openable)
            throw new InvalidOperationException($"{child.GetType().Name} does not implement ITrackedChild, so it can be adopted (AddExisting) but not opened.");
        if (!child.Link.TryBind(life))
            throw new InvalidOperationException($"The factory returned a {child.GetType().Name} that was opened or adopted before: make a new one each time.");
        child.Link.Number(incarnation.Number);
        if (previous is not null)
            child.Inherit(previous);
        incarnation.Child = child;

        // A constructor has no token: what came while it ran is looked at here.
        token.ThrowIfCancellationRequested();
        await (openable.StartAsync(token) ?? throw new InvalidOperationException("StartAsync returned null instead of a task.")).ConfigureAwait(false);
    }
}
