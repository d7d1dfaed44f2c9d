using System;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The door of a key: calls from other nodes and from clients come through it to the child, which belongs to the node's tracker. A grain class that the
/// generator writes for each clustered class inherits it. The door has no state. It may be lost or collected while its child runs on, and the next one finds
/// the child there, because the store says where.
/// </summary>
/// <remarks>It is reentrant, because a child's members are made for many callers: a slow call must not hold up a count.</remarks>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TTracker">Its generated tracker.</typeparam>
/// <param name="node">The tracker of this node.</param>
[Reentrant, Immovable, AtOwner]
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TrackedGrain<TKey, TChild, TTracker>(TrackerNode<TKey, TChild, TTracker> node) : Grain, ITrackedGrain
    where TKey : notnull
    where TChild : class, ITracked<TKey>
    where TTracker : Tracker<TKey, TChild>
{
    private (TKey Value, string Text)? _key;

    private (TKey Value, string Text) Key
    {
        get
        {
            if (_key is { } known)
                return known;
            string text = this.GetPrimaryKeyString();
            (TKey, string) key = (node.Binding.ParseKey(text), text);
            _key = key;
            return key;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CallReply<ChildHandle>> OpenAsync(OpenArgs args, OpenMode mode) =>
        Complete(await node.OpenAsync(Key.Value, Key.Text, args, mode).ConfigureAwait(true));

    /// <inheritdoc/>
    public async ValueTask<CallReply<ChildHandle>> FindAsync()
    {
        CallReply<TChild> found = await FindChildAsync(0).ConfigureAwait(true);
        return found.Result is { } child ? new(CallStatus.Done, node.ToHandle(child)) : Refuse<ChildHandle>(found);
    }

    /// <inheritdoc/>
    public ValueTask<CallReply<AttrValue>> ChangeAsync(uint attr, AttrOperation operation, AttrValue operand, long incarnation) =>
        ChangeWithinAsync(attr, operation, operand, default, incarnation);

    /// <inheritdoc/>
    public async ValueTask<CallReply<AttrValue>> ChangeWithinAsync(
        uint attr, AttrOperation operation, AttrValue bound, AttrValue delta, long incarnation)
    {
        while (true)
        {
            CallReply<TChild> found = await FindChildAsync(incarnation).ConfigureAwait(true);
            if (found.Result is not { } child)
                return Refuse<AttrValue>(found);
            CallStatus status = CallStatus.Ended;
            AttrValue value = default;
            try
            {
                status = node.Binding.Change(child, attr, operation, bound, delta, out value);
            }
            catch (ChildTerminatedException)
            {
            }
            catch (AttributeValueTakenException taken)
            {
                return new(CallStatus.ValueTaken, AttrValue.From(taken.HolderKey is TKey holder ? node.Binding.FormatKey(holder) : null), Node: node.Id);
            }
            catch (Exception exception)
            {
                // An overflow, or what the type of the attribute throws, goes to the caller.
                return Fail<AttrValue>(exception);
            }

            // By key, the successor of a child that has ended meanwhile is meant too.
            if (status != CallStatus.Ended || incarnation != 0)
                return new(status, value, Node: status == CallStatus.Done ? null : node.Id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CallReply<AttrSnapshot>> ReadAsync(long incarnation)
    {
        CallReply<TChild> found = await FindChildAsync(incarnation).ConfigureAwait(true);
        return found.Result is { } child ? new(CallStatus.Done, node.Binding.Read(child)) : Refuse<AttrSnapshot>(found);
    }

    /// <inheritdoc/>
    public async ValueTask<CallReply<bool>> StopAsync(long incarnation) =>
        Complete(await node.StopAsync(Key.Value, Key.Text, incarnation).ConfigureAwait(true));

    /// <inheritdoc/>
    public async ValueTask<CallReply<TResult>> CallAsync<TArgs, TResult>(
        uint method, TArgs args, long incarnation, CancellationToken cancellationToken)
    {
        CallReply<TChild> found = await FindChildAsync(incarnation).ConfigureAwait(true);
        if (found.Result is not { } child)
            return Refuse<TResult>(found);
        try
        {
            return new(CallStatus.Done, await node.Binding.CallAsync<TArgs, TResult>(child, method, args, cancellationToken).ConfigureAwait(true));
        }
        catch (UnknownCallException)
        {
            return new(CallStatus.Unknown, Node: node.Id);
        }
        catch (Exception exception)
        {
            // Whatever the child's code throws goes to the caller.
            return Fail<TResult>(exception);
        }
    }

    /// <summary>Finds the child, for the methods of a grain interface of the user's own.</summary>
    /// <returns>The running child.</returns>
    /// <exception cref="ClusterException">No child runs under the key.</exception>
    protected async ValueTask<TChild> GetChildAsync()
    {
        CallReply<TChild> found = await FindChildAsync(0).ConfigureAwait(true);
        if (found.Result is { } child)
            return child;
        Complete(found);
        throw new ClusterException(
            $"Tracker {node.Binding.TrackerName}: no child runs under the key {Key.Text} on node {node.Id}. Open it, or call again if it is being taken over.",
            node.Binding.TrackerName,
            Key.Text);
    }

    /// <summary>Makes what a child's method has thrown fit to cross the network, for the methods of a grain interface of the user's own.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The exception to throw.</returns>
    protected Exception ToRemote(Exception exception) => exception as ClusterException
        ?? new RemoteChildException(node.Binding.TrackerName, Key.Text, node.Id, RemoteError.From(exception));

    private ValueTask<CallReply<TChild>> FindChildAsync(long incarnation)
    {
        if (node.Tracker.Find(Key.Value) is { } child)
        {
            bool isMeant = incarnation == 0 || child.Link.Incarnation == incarnation;
            return ValueTask.FromResult<CallReply<TChild>>(isMeant ? new(CallStatus.Done, child) : new(CallStatus.Ended, Node: node.Id));
        }

        return SlowlyAsync();

        async ValueTask<CallReply<TChild>> SlowlyAsync()
        {
            CallReply<TChild> found = await node.FindAsync(Key.Value, Key.Text).ConfigureAwait(true);
            if (incarnation == 0 || found.Status is not (CallStatus.Done or CallStatus.NotFound))
                return found;
            return found.Result is { } child && child.Link.Incarnation == incarnation ? found : new(CallStatus.Ended, Node: node.Id);
        }
    }

    private CallReply<T> Fail<T>(Exception exception) => new(CallStatus.Failed, default, RemoteError.From(exception), node.Id);

    private CallReply<T> Refuse<T>(CallReply<TChild> found) => Complete(new CallReply<T>(found.Status, default, found.Error, found.Node ?? node.Id));

    // A grain on a node that does not run the key deactivates, so that the next call is placed at the owner.
    private CallReply<T> Complete<T>(CallReply<T> reply)
    {
        if (reply.Status is CallStatus.NotFound or CallStatus.Misplaced or CallStatus.StartFailed)
            DeactivateOnIdle();
        return reply;
    }
}
