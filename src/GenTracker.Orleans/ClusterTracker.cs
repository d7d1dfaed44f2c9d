using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;
using GenTracker.Runtime;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Orleans;

/// <summary>
/// The children of a class over all nodes of a cluster. Base class of each generated cluster, and the same on a node and in a client. All members are
/// thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Calls fail with <see cref="ClusterException"/> if they are not answered; its <see cref="ClusterException.IsOutcomeKnown"/> says whether they may have been
/// done all the same. A token ends the wait for the answer, and not what the node does, except in a method that takes it.
/// </para>
/// <para>
/// A call for a key whose node was lost waits until another node has taken the key over, up to half a minute. It is refused at once if no node has the class.
/// </para>
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TTracker">Its generated tracker.</typeparam>
public abstract class ClusterTracker<TKey, TChild, TTracker>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
    where TTracker : Tracker<TKey, TChild>
{
    private const int ListBatchSize = 1_000;
    private const int MaxDoublings = 5;

    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly ClusterConnection _connection;
    private readonly ClusterBinding<TKey, TChild, TTracker> _binding;

    /// <summary>Initializes the cluster of a class.</summary>
    /// <param name="connection">The way to the nodes.</param>
    /// <param name="local">The tracker of this node. <see langword="null"/> in a client.</param>
    /// <param name="binding">The binding of the class.</param>
    protected ClusterTracker(ClusterConnection connection, TTracker? local, ClusterBinding<TKey, TChild, TTracker> binding) =>
        (_connection, Local, _binding) = (connection, local, binding);

    private delegate TResult Conversion<T, TState, TResult>(
        ClusterTracker<TKey, TChild, TTracker> cluster, in ChildRef<TKey> child, in CallReply<T> reply, TState state);

    private enum Repeat
    {
        // Doing it twice has the same effect as doing it once.
        Harmless,
        Harmful,
    }

    /// <summary>Name of the tracker in logs, exceptions and the store.</summary>
    public string Name => _binding.TrackerName;

    /// <summary>This node's own children. <see langword="null"/> in a client.</summary>
    public TTracker? Local { get; }

    private INodesGrain Nodes => _connection.Grains.GetGrain<INodesGrain>(Name);

    /// <summary>Finds the running child of a key if this node has it, as fast as <c>Find</c> of a tracker does.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The child. <see langword="null"/> if there is none on this node.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public TChild? FindLocal(TKey key) => Local?.Find(key);

    /// <summary>Calls the child of a key by a grain interface of the user's own, which <see cref="TrackedCallsAttribute"/> names.</summary>
    /// <typeparam name="TContract">The interface.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The reference of Orleans. Its calls throw what Orleans throws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public TContract Calls<TContract>(TKey key)
        where TContract : IAddressable
    {
        ThrowIfNull(key);
        return _connection.Grains.GetGrain(GrainId.Create(_binding.GrainType, _binding.FormatKey(key))).AsReference<TContract>();
    }

    /// <summary>Stops the child of a key for good, wherever it is and in whatever state. The store knows it before the call returns.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="false"/> if there is no such child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ClusterException">The call was not answered. It may be repeated.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    public ValueTask<bool> StopAsync(TKey key, CancellationToken cancellationToken = default) => StopCoreAsync(ByKey(key), cancellationToken);

    /// <summary>Counts the running children of all nodes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The number: the sum of what each node says at some moment of the call.</returns>
    /// <exception cref="ClusterException">A node was not reached.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        string[] nodes = await GetNodesAsync(cancellationToken).ConfigureAwait(false);
        int[] counts = await Task.WhenAll(nodes.Select(node => AskAsync(node, GetNode(node).CountAsync(), cancellationToken))).ConfigureAwait(false);
        return counts.Sum();
    }

    /// <summary>Lists the nodes that take calls and have the class.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The addresses of their silos.</returns>
    /// <exception cref="ClusterException">No node was reached.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    public async ValueTask<string[]> GetNodesAsync(CancellationToken cancellationToken = default) =>
        await AskAsync("of the cluster", Nodes.ListAsync(), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Reports starts and ends of the children of all nodes: each node's in its order, and those of one key by rising incarnation, so that late events of
    /// a lost node are left out. A node that is lost ends its children with an unknown reason.
    /// </summary>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>The events, without an end. A read throws <see cref="OperationCanceledException"/> when the token has fired.</returns>
    public IAsyncEnumerable<ClusterEvent> WatchAsync(CancellationToken cancellationToken = default) =>
        new ClusterWatch(GetNodesAsync, (node, token) => GetNode(node).WatchAsync(token), _connection.Time).ReadAsync(cancellationToken);

    /// <summary>Refers to whichever child runs under a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    protected ChildRef<TKey> ByKey(TKey key) => new(key, Calls<ITrackedGrain>(key));

    /// <summary>Finds an incarnation if this node has it.</summary>
    /// <param name="child">The incarnation.</param>
    /// <returns>The child. <see langword="null"/> if it does not run on this node.</returns>
    protected internal TChild? FindLocal(in ChildRef<TKey> child) =>
        Local?.Find(child.Key) is { } here && (child.Incarnation == 0 || here.Link.Incarnation == child.Incarnation) ? here : null;

    /// <summary>Finds the child of a key, or opens the key on a node.</summary>
    /// <param name="key">The key.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="mode">What to do if the key is taken.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The child.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The key has no text, or shares it with another key.</exception>
    /// <exception cref="ChildAlreadyExistsException">The key is taken, and the mode is <see cref="OpenMode.Open"/>.</exception>
    /// <exception cref="ChildSupersededException">A later reopening came first.</exception>
    /// <exception cref="ChildStartException">The child could not be started.</exception>
    /// <exception cref="ClusterException">The call was not answered.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected async ValueTask<ChildRef<TKey>> OpenCoreAsync(TKey key, OpenArgs args, OpenMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ChildRef<TKey> child = ByKey(key);
        _binding.CheckKey(key);
        if (mode == OpenMode.FindOrOpen && FindLocal(key) is { } here)
            return new(key, child.Door, here.Link.Incarnation);

        // An open or a reopening that is done twice finds, or ends, the child that it has opened itself.
        Repeat repeat = mode == OpenMode.FindOrOpen ? Repeat.Harmless : Repeat.Harmful;
        return await CallAsync(
            child,
            repeat,
            (Args: args, Mode: mode),
            static (door, state) => door.OpenAsync(state.Args, state.Mode),
            static (cluster, in child, in reply, _) => reply.Status == CallStatus.Done
                ? new ChildRef<TKey>(child.Key, child.Door, reply.Result.Incarnation, reply.Result.Node)
                : throw cluster.ToException(child, reply, "start"),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the running child of a key. A key without a child costs no grain.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The child. <see langword="null"/> if none runs.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ClusterException">The call was not answered. It may be repeated.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected async ValueTask<ChildRef<TKey>?> FindCoreAsync(TKey key, CancellationToken cancellationToken)
    {
        ChildRef<TKey> child = ByKey(key);
        if (FindLocal(key) is { } here)
            return new(key, child.Door, here.Link.Incarnation);
        ValueTask<bool> question = Nodes.IsTakenAsync(Name, _binding.FormatKey(key));
        if (!await AskAsync("of the cluster", question, cancellationToken).ConfigureAwait(false))
            return null;
        return await CallAsync(
            child,
            Repeat.Harmless,
            0,
            static (door, _) => door.FindAsync(),
            static (cluster, in child, in reply, _) => reply.Status switch
            {
                CallStatus.Done => new ChildRef<TKey>(child.Key, child.Door, reply.Result.Incarnation, reply.Result.Node),
                CallStatus.NotFound or CallStatus.StartFailed => (ChildRef<TKey>?)null,
                _ => throw cluster.ToException(child, reply, "find"),
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes an attribute, and gives a value: of what counts, the new one; of an exchange, the one before.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="operand">What it is done with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ChildNotFoundException">No child runs under the key.</exception>
    /// <exception cref="ChildTerminatedException">The incarnation has ended.</exception>
    /// <exception cref="OverflowException">The value would leave the range of a counter.</exception>
    /// <exception cref="AttributeValueTakenException">Another child of the node holds the value of a unique attribute.</exception>
    /// <exception cref="ClusterException">The call was not answered, or the node's version of the class has no such attribute.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<T> ChangeCoreAsync<T>(
        ChildRef<TKey> child, uint attr, string name, AttrOperation operation, T operand, CancellationToken cancellationToken) => ChangeAsync(
        child,
        new Change(attr, name, operation, AttrValue.From(operand), default, child.Incarnation),
        static (cluster, in child, in reply, change) => reply.Status == CallStatus.Done
            ? reply.Result.To<T>()
            : throw cluster.ToChangeException(child, reply, change.Name),
        cancellationToken);

    /// <summary>Changes an attribute, unless the child has ended.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="operand">What it is done with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new value. <see langword="null"/> if no such child runs.</returns>
    /// <exception cref="OverflowException">The value would leave the range of a counter.</exception>
    /// <exception cref="ClusterException">The call was not answered, or the node's version of the class has no such attribute.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<T?> TryChangeCoreAsync<T>(
        ChildRef<TKey> child, uint attr, string name, AttrOperation operation, T operand, CancellationToken cancellationToken)
        where T : struct => ChangeAsync(
        child,
        new Change(attr, name, operation, AttrValue.From(operand), default, child.Incarnation),
        static (cluster, in child, in reply, change) => reply.Status switch
        {
            CallStatus.Done => reply.Result.To<T>(),
            CallStatus.NotFound or CallStatus.Ended => (T?)null,
            _ => throw cluster.ToChangeException(child, reply, change.Name),
        },
        cancellationToken);

    /// <summary>Changes an attribute, unless a bound would be passed.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="delta">What it is changed by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was done, and the value after that: the present one if it was not.</returns>
    /// <exception cref="ChildNotFoundException">No child runs under the key.</exception>
    /// <exception cref="ChildTerminatedException">The incarnation has ended.</exception>
    /// <exception cref="ClusterException">The call was not answered, or the node's version of the class has no such attribute.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<(bool IsDone, T Value)> ChangeWithinCoreAsync<T>(
        ChildRef<TKey> child, uint attr, string name, AttrOperation operation, T bound, T delta, CancellationToken cancellationToken) => ChangeAsync(
        child,
        new Change(attr, name, operation, AttrValue.From(bound), AttrValue.From(delta), child.Incarnation),
        static (cluster, in child, in reply, change) => reply.Status is CallStatus.Done or CallStatus.Refused
            ? (IsDone: reply.Status == CallStatus.Done, Value: reply.Result.To<T>())
            : throw cluster.ToChangeException(child, reply, change.Name),
        cancellationToken);

    /// <summary>Changes an attribute, or ends the child, if a condition holds.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="operand">What it is done with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was done. That a child has ended is a condition too, except for an attribute that is set.</returns>
    /// <exception cref="ChildNotFoundException">No child runs under the key, and the attribute would be set.</exception>
    /// <exception cref="ChildTerminatedException">The incarnation has ended, and the attribute would be set.</exception>
    /// <exception cref="ClusterException">The call was not answered, or the node's version of the class has no such attribute.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<bool> ChangeIfCoreAsync<T>(
        ChildRef<TKey> child, uint attr, string name, AttrOperation operation, T operand, CancellationToken cancellationToken) => ChangeAsync(
        child,
        new Change(attr, name, operation, AttrValue.From(operand), default, child.Incarnation),
        static (cluster, in child, in reply, change) => reply.Status switch
        {
            CallStatus.Done => true,
            CallStatus.Refused => false,
            CallStatus.NotFound or CallStatus.Ended when change.Operation != AttrOperation.TrySet => false,
            _ => throw cluster.ToChangeException(child, reply, change.Name),
        },
        cancellationToken);

    /// <summary>Reads the attributes.</summary>
    /// <typeparam name="TAttrs">The generated record of the attributes.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="unpack">Makes the record.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The attributes. <see langword="null"/> if no such child runs.</returns>
    /// <exception cref="ClusterException">The call was not answered. It may be repeated.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<TAttrs?> ReadCoreAsync<TAttrs>(
        ChildRef<TKey> child, Func<AttrSnapshot, TAttrs> unpack, CancellationToken cancellationToken)
        where TAttrs : struct => CallAsync(
        child,
        Repeat.Harmless,
        (child.Incarnation, Unpack: unpack),
        static (door, state) => door.ReadAsync(state.Incarnation),
        static (cluster, in child, in reply, state) => reply.Status switch
        {
            CallStatus.Done => state.Unpack(reply.Result!),
            CallStatus.NotFound or CallStatus.Ended => (TAttrs?)null,
            _ => throw cluster.ToException(child, reply, "read"),
        },
        cancellationToken);

    /// <summary>Stops a child for good.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="false"/> if no such child runs.</returns>
    /// <exception cref="ClusterException">The call was not answered. It may be repeated.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<bool> StopCoreAsync(ChildRef<TKey> child, CancellationToken cancellationToken) => CallAsync(
        child,
        Repeat.Harmless,
        child.Incarnation,
        static (door, incarnation) => door.StopAsync(incarnation),
        static (cluster, in child, in reply, _) => reply.Status == CallStatus.Done ? reply.Result : throw cluster.ToException(child, reply, "stop"),
        cancellationToken);

    /// <summary>Calls a method that is marked with <see cref="TrackedCallAttribute"/>.</summary>
    /// <typeparam name="TArgs">A value tuple of the arguments.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="child">The child.</param>
    /// <param name="method">The method's number.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Ends the wait, and is the token of the method, which has a parameter for it.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ChildNotFoundException">No child runs under the key.</exception>
    /// <exception cref="ChildTerminatedException">The incarnation has ended.</exception>
    /// <exception cref="RemoteChildException">The method has thrown.</exception>
    /// <exception cref="ClusterException">The call was not answered, or the node's version of the class has no such method.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    protected internal ValueTask<TResult> CallCoreAsync<TArgs, TResult>(
        ChildRef<TKey> child, uint method, string name, TArgs args, CancellationToken cancellationToken) => CallAsync(
        child,
        Repeat.Harmful,
        (Method: method, Name: name, Args: args, child.Incarnation, Token: cancellationToken),
        static (door, state) => door.CallAsync<TArgs, TResult>(state.Method, state.Args, state.Incarnation, state.Token),
        static (cluster, in child, in reply, state) =>
        {
            if (reply.Status == CallStatus.Done)
                return reply.Result!;

            // The method has ended by the token before the wait has.
            if (reply.Error?.Type is { } type && (type == typeof(OperationCanceledException).FullName || type == typeof(TaskCanceledException).FullName))
                state.Token.ThrowIfCancellationRequested();
            throw cluster.ToException(child, reply, state.Name);
        },
        cancellationToken);

    /// <summary>Lists the running children of all nodes for which all conditions hold.</summary>
    /// <param name="where">The conditions, which the nodes evaluate.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>Their attributes: each child that runs throughout, once.</returns>
    protected async IAsyncEnumerable<AttrSnapshot> ListCoreAsync(AttrFilter[] where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(where);
        foreach (string node in await GetNodesAsync(cancellationToken).ConfigureAwait(false))
        {
            IAsyncEnumerator<AttrSnapshot> children =
                GetNode(node).ListAsync(where, cancellationToken).WithBatchSize(ListBatchSize).GetAsyncEnumerator(cancellationToken);
            await using (children.ConfigureAwait(false))
            {
                while (await AskAsync(node, children.MoveNextAsync(), CancellationToken.None).ConfigureAwait(false))
                    yield return children.Current;
            }
        }
    }

    // ArgumentNullException.ThrowIfNull takes an object, so it would box keys of value types.
    private static void ThrowIfNull(TKey key)
    {
        if (key is null)
            throw new ArgumentNullException(nameof(key), "A key must not be null.");
    }

    private INodeGrain GetNode(string node) => _connection.Grains.GetGrain<INodeGrain>(NodeKey.Format(node, Name));

    private async Task<T> AskAsync<T>(string node, ValueTask<T> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KeyNotFoundException exception) when (IsUnrouted(exception))
        {
            throw CreateNoRoute(child: null, exception);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            throw new ClusterException(
                $"Tracker {Name}: the node {node} does not answer: {exception.Message} The call may be repeated.", Name, innerException: exception);
        }
    }

    // A child of this node needs no call. By key, one that ends meanwhile may have a successor, which the door finds.
    private ValueTask<TResult> ChangeAsync<TResult>(
        ChildRef<TKey> child, Change change, Conversion<AttrValue, Change, TResult> convert, CancellationToken cancellationToken)
    {
        if (FindLocal(in child) is { } here)
        {
            try
            {
                CallStatus status = _binding.Change(here, change.Attr, change.Operation, change.Operand, change.Delta, out AttrValue value);
                if (status != CallStatus.Ended || child.Incarnation != 0)
                    return new(convert(this, child, new(status, value), change));
            }
            catch (ChildTerminatedException) when (child.Incarnation == 0)
            {
            }
            catch (Exception exception)
            {
                // Whoever awaits the change gets it.
                return ValueTask.FromException<TResult>(exception);
            }
        }

        return CallAsync(
            child,
            Repeat.Harmful,
            change,
            static (door, change) => change.Operation is AttrOperation.AddUpTo or AttrOperation.SubtractDownTo
                ? door.ChangeWithinAsync(change.Attr, change.Operation, change.Operand, change.Delta, change.Incarnation)
                : door.ChangeAsync(change.Attr, change.Operation, change.Operand, change.Incarnation),
            convert,
            cancellationToken);
    }

    // The only asynchronous method between a caller and the grain, and it keeps little: each further one makes a call on the same node dearer by a tenth.
    private async ValueTask<TResult> CallAsync<TState, T, TResult>(
        ChildRef<TKey> child,
        Repeat repeat,
        TState state,
        Func<ITrackedGrain, TState, ValueTask<CallReply<T>>> call,
        Conversion<T, TState, TResult> convert,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long began = 0;
        for (int attempt = 0; ; attempt++)
        {
            // Written on each way, so that they need no place while the call is under way.
            Exception? failure;
            CallReply<T> reply;
            try
            {
                ValueTask<CallReply<T>> pending = call(child.Door, state);
                reply = await (cancellationToken.CanBeCanceled ? new(pending.AsTask().WaitAsync(cancellationToken)) : pending).ConfigureAwait(false);
                failure = null;
            }
            catch (TimeoutException timeout)
            {
                throw CreateUnanswered(child, repeat, timeout);
            }
            catch (KeyNotFoundException exception) when (IsUnrouted(exception))
            {
                throw CreateNoRoute(child, exception);
            }
            catch (Exception exception) when (exception is OrleansException or ArgumentException or ClusterException)
            {
                failure = exception;
                reply = default;
            }

            if (failure is null && reply.Status != CallStatus.Misplaced)
                return convert(this, child, reply, state);
            if (attempt == 0)
                began = _connection.Time.GetTimestamp();
            await WaitForOwnerAsync(child, repeat, failure, reply.Node, began, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    // A door may be on a node that does not own the key, as after a takeover. It then leaves, and the next call finds the owner.
    private async ValueTask WaitForOwnerAsync(
        ChildRef<TKey> child, Repeat repeat, Exception? failure, string? lastNode, long began, int attempt, CancellationToken cancellationToken)
    {
        bool isUnplaced = failure is not null && IsUnplaced(failure);
        if (failure is not null && !isUnplaced && repeat == Repeat.Harmful)
            throw CreateUnanswered(child, repeat, failure);
        if (isUnplaced && await FindNodesWithoutClassAsync(cancellationToken).ConfigureAwait(false) is { } nodes)
            throw CreateNoClass(child, nodes, failure!);
        if (attempt > 0 && _connection.Time.GetElapsedTime(began) > RetryTimeout)
            throw failure is null ? CreateNoOwner(child, lastNode) : CreateUnanswered(child, repeat, failure);
        TimeSpan pause = ShortestPause * (1 << Math.Min(attempt, MaxDoublings));
        await Task.Delay(pause < LongestPause ? pause : LongestPause, _connection.Time, cancellationToken).ConfigureAwait(false);
    }

    // The call has reached no node that could have done it: a director of this package has refused, or Orleans knows no silo with the grain.
    private static bool IsUnplaced(Exception failure) => failure is ClusterException { IsOutcomeKnown: true } || failure.GetType() == typeof(OrleansException);

    // All nodes, if none of them has the class: then nobody waits for one. Null if a node has it, or if that is not known.
    private async ValueTask<string[]?> FindNodesWithoutClassAsync(CancellationToken cancellationToken)
    {
        INodesGrain nodes = Nodes;
        try
        {
            string[] holders = await AskAsync(nodes.ListAsync()).ConfigureAwait(false);
            return holders.Length > 0 ? null : await AskAsync(nodes.ListAllAsync()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException or ClusterException)
        {
            return null;
        }

        Task<string[]> AskAsync(ValueTask<string[]> question) => question.AsTask().WaitAsync(AnswerTimeout, _connection.Time, cancellationToken);
    }

    // Orleans does not find the placement there, which each silo with a clustered class has. Code of the user's may throw the same type, for another reason.
    private static bool IsUnrouted(KeyNotFoundException exception) => exception.Message.Contains(nameof(AtOwnerPlacement), StringComparison.Ordinal);

    private ClusterException CreateNoRoute(ChildRef<TKey>? child, KeyNotFoundException cause) => new(
        $"Tracker {Name}{(child is { } asked ? $", key {_binding.FormatKey(asked.Key)}" : "")}: the call went to a silo that has no clustered class, "
            + $"and so does not know where the class {typeof(TChild)} runs. Nothing was done. "
            + $"Add a clustered class to each silo of the cluster. Orleans says: {cause.Message}",
        Name,
        child is { } called ? called.Key : null,
        innerException: cause);

    private ClusterException CreateNoClass(in ChildRef<TKey> child, string[] nodes, Exception cause)
    {
        const int Named = 5;
        string named = string.Join(", ", nodes.Take(Named)) + (nodes.Length > Named ? $" and {nodes.Length - Named} more" : "");
        return new(
            $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: no node of the cluster has the class {typeof(TChild)}; the nodes are {named}. Nothing was "
                + $"done. Add the class to the silos that are to run it: silo.Add{typeof(TChild).Name}Cluster().",
            Name,
            child.Key,
            innerException: cause);
    }

    private ClusterException CreateUnanswered(in ChildRef<TKey> child, Repeat repeat, Exception cause) => new(
        $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: the call was not answered: {cause.Message} "
            + (repeat == Repeat.Harmless ? "It may be repeated." : "It may have been done or not: repeat it only if it does no harm to do it twice."),
        Name,
        child.Key,
        isOutcomeKnown: false,
        cause);

    private ClusterException CreateNoOwner(in ChildRef<TKey> child, string? node) => new(
        $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: no node owns the key for {RetryTimeout.TotalSeconds} s now; the last one asked was {node}. "
            + "Nothing was done. Repeat the call; if it goes on, look whether the nodes have their leases.",
        Name,
        child.Key);

    // What the child's own member throws, and with the same type, since callers handle it.
    private Exception ToChangeException(in ChildRef<TKey> child, in CallReply<AttrValue> reply, string name)
    {
        if (reply.Status == CallStatus.ValueTaken)
            return TrackerExceptions.ValueTaken(Name, child.Key, name, reply.Result.To<string?>() is { } holder ? _binding.ParseKey(holder) : null);
        Exception exception = ToException(child, reply, name);
        return exception switch
        {
            RemoteChildException remote when remote.ErrorType == typeof(OverflowException).FullName => new OverflowException(remote.ErrorMessage, remote),
            RemoteChildException remote when remote.ErrorType == typeof(ArgumentOutOfRangeException).FullName =>
                new ArgumentOutOfRangeException(remote.ErrorMessage, remote),
            _ => exception,
        };
    }

    private Exception ToException<T>(in ChildRef<TKey> child, in CallReply<T> reply, string what) => reply.Status switch
    {
        CallStatus.NotFound => TrackerExceptions.NotFound(Name, child.Key),
        CallStatus.Ended => TrackerExceptions.Terminated(Name, child.Key),
        CallStatus.AlreadyExists => TrackerExceptions.AlreadyExists(Name, child.Key),
        CallStatus.Superseded => TrackerExceptions.Superseded(Name, child.Key),
        CallStatus.StartFailed =>
            TrackerExceptions.StartFailed(Name, child.Key, new RemoteChildException(Name, child.Key, reply.Node, reply.Error!)),
        CallStatus.Failed => new RemoteChildException(Name, child.Key, reply.Node, reply.Error!),
        CallStatus.Unknown => new ClusterException(
            $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: the class on node {reply.Node} has no {what} that may be used from elsewhere. It runs "
                + "another version of the class. Nothing was done.",
            Name,
            child.Key),
        CallStatus.StoreFailed => new ClusterException(
            $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: the store of node {reply.Node} has failed: {reply.Error?.Message} Whether the call was done "
                + "is unknown; a find, an open or a stop may be repeated.",
            Name,
            child.Key,
            isOutcomeKnown: false,
            reply.Error is { } error ? new RemoteChildException(Name, child.Key, reply.Node, error) : null),
        _ => new ClusterException(
            $"Tracker {Name}, key {_binding.FormatKey(child.Key)}: node {reply.Node} answers with {reply.Status}, which this version does not know.",
            Name,
            child.Key),
    };

    private readonly record struct Change(uint Attr, string Name, AttrOperation Operation, AttrValue Operand, AttrValue Delta, long Incarnation);
}
