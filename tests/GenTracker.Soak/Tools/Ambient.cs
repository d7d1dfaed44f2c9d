using System.Threading;

namespace GenTracker.Soak.Tools;

/// <summary>What a caller carries in its execution context, and a child's code must never see.</summary>
internal static class Ambient
{
    private static readonly AsyncLocal<string?> Flowing = new();

    public static string? Caller
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
