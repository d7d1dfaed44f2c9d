using System;

namespace GenTracker;

/// <summary>
/// Marks a constructor parameter of a tracked class that is a service, not an argument of <c>FindOrOpenAsync</c>. The service comes from a dependency
/// injection scope that belongs to the incarnation and is disposed with it.
/// </summary>
/// <remarks><c>ILogger&lt;T&gt;</c> is available even if the tracker has no services.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InjectedAttribute : Attribute;
