using System.Runtime.InteropServices;

namespace GenTracker.Slots;

/// <summary>A cache line of nothing.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal readonly struct StripePadding
{
    public const int Size = 64;
}
