using System;

namespace GenTracker.Compare.Suites;

/// <summary>Brings the heap to rest, before anything is measured on it.</summary>
internal static class Settle
{
    public static void Heap()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        GC.Collect();
    }
}
