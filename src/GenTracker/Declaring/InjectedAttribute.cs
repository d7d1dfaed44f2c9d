using System;

namespace GenTracker;

/// <summary>
/// Marks a constructor parameter of a tracked class that comes from services and not from the caller of <c>FindOrOpenAsync</c>: from a
/// dependency injection scope that belongs to the child's incarnation and is disposed with it.
/// </summary>
/// <remarks><c>ILogger&lt;T&gt;</c> is there without any services too.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InjectedAttribute : Attribute;
