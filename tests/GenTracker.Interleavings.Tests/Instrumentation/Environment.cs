namespace GenTracker.Instrumentation;

/// <summary>Two processors, on every machine: striped counters have two stripes.</summary>
internal static class Environment
{
    public static int ProcessorCount => 2;
}
