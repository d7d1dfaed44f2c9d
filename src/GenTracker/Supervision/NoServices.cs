using System;

namespace GenTracker.Supervision;

/// <summary>The services of a tracker that was given none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    private NoServices()
    {
    }

    public object? GetService(Type serviceType) => null;
}
