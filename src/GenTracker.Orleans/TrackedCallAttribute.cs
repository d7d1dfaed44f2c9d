using System;
using System.Threading;

namespace GenTracker.Orleans;

/// <summary>
/// Marks a method of a <see cref="ClusteredAttribute">clustered</see> class that other nodes and clients may call. Its arguments and its result cross the
/// network by the serializer of Orleans. What it throws arrives as <see cref="RemoteChildException"/>. A <see cref="CancellationToken"/> among its parameters
/// fires when the caller's does.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TrackedCallAttribute : Attribute;
