using System;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>Runs a generated program.</summary>
internal static class GenerationExtensions
{
    /// <summary>Loads the program and calls its <c>Program.Run</c>, which throws if an assertion fails.</summary>
    public static void Run(this Generation generation)
    {
        MethodInfo run = generation.Load().GetType("Program", throwOnError: true)!.GetMethod("Run")!;
        try
        {
            run.Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }
}
