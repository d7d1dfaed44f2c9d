using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>The answer to a call to a child.</summary>
/// <typeparam name="T">The type of its result.</typeparam>
/// <param name="Status">What became of it.</param>
/// <param name="Result">The result, if it was done.</param>
/// <param name="Error">The exception, if there was one.</param>
/// <param name="Node">The node that answers, if it was not done.</param>
[GenerateSerializer, Alias("gentracker.reply`1")]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CallReply<T>(
    [property: Id(0)] CallStatus Status,
    [property: Id(1)] T? Result = default,
    [property: Id(2)] RemoteError? Error = null,
    [property: Id(3)] string? Node = null);
