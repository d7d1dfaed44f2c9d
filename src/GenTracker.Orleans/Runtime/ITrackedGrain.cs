using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The grain interface of all tracked classes. It is neither generic nor generated, so the generator of Orleans makes its proxy here, once. No method throws
/// because of the child or its node: the reply says what became of the call. An incarnation of zero is whichever runs.
/// </summary>
[Alias("gentracker.ITrackedGrain")]
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrackedGrain : IGrainWithStringKey
{
    /// <summary>Opens the key on this node, or finds its child.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="mode">What to do if the key is taken.</param>
    /// <returns>The child.</returns>
    [Alias("open")]
    ValueTask<CallReply<ChildHandle>> OpenAsync(OpenArgs args, OpenMode mode);

    /// <summary>Finds the key's child. Starts it if the key must run and does not.</summary>
    /// <returns>The child.</returns>
    [Alias("find")]
    ValueTask<CallReply<ChildHandle>> FindAsync();

    /// <summary>Changes an attribute.</summary>
    /// <param name="attr">The attribute.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="operand">What it is done with.</param>
    /// <param name="incarnation">The incarnation.</param>
    /// <returns>The value that the operation gives.</returns>
    [Alias("change")]
    ValueTask<CallReply<AttrValue>> ChangeAsync(uint attr, AttrOperation operation, AttrValue operand, long incarnation);

    /// <summary>Changes an attribute up to a bound.</summary>
    /// <param name="attr">The attribute.</param>
    /// <param name="operation">What is done to it.</param>
    /// <param name="bound">The value that is not passed.</param>
    /// <param name="delta">What it is changed by.</param>
    /// <param name="incarnation">The incarnation.</param>
    /// <returns>The value after the operation, whether it was done or refused.</returns>
    [Alias("bounded")]
    ValueTask<CallReply<AttrValue>> ChangeWithinAsync(uint attr, AttrOperation operation, AttrValue bound, AttrValue delta, long incarnation);

    /// <summary>Reads the attributes.</summary>
    /// <param name="incarnation">The incarnation.</param>
    /// <returns>The attributes.</returns>
    [Alias("read")]
    ValueTask<CallReply<AttrSnapshot>> ReadAsync(long incarnation);

    /// <summary>Stops the child for good.</summary>
    /// <param name="incarnation">The incarnation.</param>
    /// <returns>Whether there was such a child.</returns>
    [Alias("stop")]
    ValueTask<CallReply<bool>> StopAsync(long incarnation);

    /// <summary>Calls a method of the child. Arguments and result are type arguments, so they are not boxed.</summary>
    /// <typeparam name="TArgs">A value tuple of the arguments.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="incarnation">The incarnation.</param>
    /// <param name="cancellationToken">The token of the caller, which Orleans fires on the node too.</param>
    /// <returns>The result.</returns>
    [Alias("call")]
    ValueTask<CallReply<TResult>> CallAsync<TArgs, TResult>(uint method, TArgs args, long incarnation, CancellationToken cancellationToken);
}
