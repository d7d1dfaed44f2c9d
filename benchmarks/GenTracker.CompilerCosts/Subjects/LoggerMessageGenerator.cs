using System;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace GenTracker.CompilerCosts.Subjects;

/// <summary>The SDK's generator of log methods, against which a first run is measured.</summary>
internal static class LoggerMessageGenerator
{
    /// <summary>Loads it from the path that the project file of this program names.</summary>
    public static IIncrementalGenerator Load()
    {
        string path = typeof(LoggerMessageGenerator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static data => data.Key == nameof(LoggerMessageGenerator)).Value!;
        Type generator = Assembly.LoadFrom(path).GetTypes().Single(static type => !type.IsAbstract && typeof(IIncrementalGenerator).IsAssignableFrom(type));
        return (IIncrementalGenerator)Activator.CreateInstance(generator)!;
    }
}
