using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GenTracker.Contenders;

/// <summary>
/// The time for which the current thread has had a processor, if the system is Linux, or else the time of day: only the former leaves out the time that other
/// threads take from a thread when there are more threads than processors.
/// </summary>
public static class ThreadClock
{
    private const int OfThisThread = 3;
    private const long NanosecondsInASecond = 1_000_000_000;

    /// <summary>Nanoseconds since some moment.</summary>
    public static double Now
    {
        get
        {
            if (!OperatingSystem.IsLinux() || GetTime(OfThisThread, out TimeSpec time) != 0)
                return Stopwatch.GetElapsedTime(0).TotalNanoseconds;
            return ((double)time.Seconds * NanosecondsInASecond) + time.Nanoseconds;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
