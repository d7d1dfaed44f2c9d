using System.Threading;

namespace GenTracker.Soak.Support;

/// <summary>What a caller carries in its execution context, and a child's code must never see.</summary>
internal static class CallerContext
{
    private static readonly AsyncLocal<string?> Flowing = new();

    public static string? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
