using System;

namespace GenTracker.Compare.Suites;

/// <summary>Collects garbage before a measurement of the heap.</summary>
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
