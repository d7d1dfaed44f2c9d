using System;

namespace GenTracker.Orleans;

/// <summary>
/// Names a grain interface of the user's own whose methods the <see cref="ClusteredAttribute">clustered</see> class has. The generated grain implements it and
/// forwards each call to the child.
/// </summary>
/// <param name="contract">The interface: it extends <c>IGrainWithStringKey</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TrackedCallsAttribute(Type contract) : Attribute
{
    /// <summary>The interface.</summary>
    public Type Contract { get; } = contract;
}
