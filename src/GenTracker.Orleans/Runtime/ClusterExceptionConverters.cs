using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>A <see cref="ClusterException"/> between nodes, for the grain interfaces of users: its key is its text, and its cause is left out.</summary>
[GenerateSerializer, Immutable, Alias("gentracker.clusterexception")]
internal readonly record struct ClusterExceptionSurrogate(
    [property: Id(0)] string Message, [property: Id(1)] string? Tracker, [property: Id(2)] string? Key, [property: Id(3)] bool IsOutcomeKnown);

/// <summary>A <see cref="RemoteChildException"/> between nodes.</summary>
[GenerateSerializer, Immutable, Alias("gentracker.remotechildexception")]
internal readonly record struct RemoteChildExceptionSurrogate(
    [property: Id(0)] string? Tracker, [property: Id(1)] string? Key, [property: Id(2)] string? Node, [property: Id(3)] RemoteError Error);

[RegisterConverter]
internal sealed class ClusterExceptionConverter : IConverter<ClusterException, ClusterExceptionSurrogate>
{
    public ClusterException ConvertFromSurrogate(in ClusterExceptionSurrogate surrogate) =>
        new(surrogate.Message, surrogate.Tracker, surrogate.Key, surrogate.IsOutcomeKnown);

    public ClusterExceptionSurrogate ConvertToSurrogate(in ClusterException value) =>
        new(value.Message, value.TrackerName, value.Key as string, value.IsOutcomeKnown);
}

[RegisterConverter]
internal sealed class RemoteChildExceptionConverter : IConverter<RemoteChildException, RemoteChildExceptionSurrogate>
{
    public RemoteChildException ConvertFromSurrogate(in RemoteChildExceptionSurrogate surrogate) =>
        new(surrogate.Tracker!, surrogate.Key, surrogate.Node, surrogate.Error);

    public RemoteChildExceptionSurrogate ConvertToSurrogate(in RemoteChildException value) =>
        new(value.TrackerName, value.Key as string, value.Node, new RemoteError(value.ErrorType, value.ErrorMessage, value.ErrorStackTrace));
}
