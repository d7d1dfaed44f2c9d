using System;
using System.ComponentModel;

namespace GenTracker.Runtime;

/// <summary>A service without which the children of a tracker cannot be constructed.</summary>
/// <param name="ServiceType">The service's type.</param>
/// <param name="ServiceKey">Its key, for a keyed service.</param>
/// <param name="Parameter">The constructor parameter that wants it, for the error message.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RequiredService(Type ServiceType, object? ServiceKey, string Parameter);
