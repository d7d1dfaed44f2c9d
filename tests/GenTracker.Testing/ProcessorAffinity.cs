using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace GenTracker.Testing;

/// <summary>Keeps threads that never run at the same time on one processor: handing over is cheapest there.</summary>
internal static partial class ProcessorAffinity
{
    // The size of the system's processor set.
    private const int SetBits = 1024;
    private const int WordBits = 64;

    /// <summary>
    /// Keeps the calling thread on one of its processors, chosen by a number from 0. This works on Linux only; elsewhere the thread runs on any processor,
    /// which is slower.
    /// </summary>
    public static void Pin(int number)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Span<ulong> allowed = stackalloc ulong[SetBits / WordBits];
        if (GetAffinity(0, SetBits / 8, allowed) != 0)
            return;
        var processors = new List<int>();
        for (int processor = 0; processor < SetBits; processor++)
        {
            if ((allowed[processor / WordBits] & Bit(processor)) != 0)
                processors.Add(processor);
        }

        int kept = processors[number % processors.Count];
        Span<ulong> one = stackalloc ulong[SetBits / WordBits];
        one.Clear();
        one[kept / WordBits] = Bit(kept);
        _ = SetAffinity(0, SetBits / 8, one);
    }

    private static ulong Bit(int processor) => 1UL << (processor % WordBits);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int GetAffinity(int thread, nint bytes, Span<ulong> set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetAffinity(int thread, nint bytes, ReadOnlySpan<ulong> set);
}
