using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Real = System.Threading.Interlocked;

namespace GenTracker.Testing.Instrumented;

/// <summary>Takes the place of <see cref="System.Threading.Interlocked"/>: each operation is a switching point, and then the real thing.</summary>
public static class Interlocked
{
    /// <inheritdoc cref="Real.CompareExchange(ref long, long, long)"/>
    public static long CompareExchange(
        ref long location, long value, long comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("compare-exchange", target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    /// <inheritdoc cref="Real.CompareExchange(ref int, int, int)"/>
    public static int CompareExchange(
        ref int location, int value, int comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("compare-exchange", target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    /// <inheritdoc cref="Real.CompareExchange{T}(ref T, T, T)"/>
    [return: NotNullIfNotNull(nameof(location))]
    public static T CompareExchange<T>(
        ref T location, T value, T comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.Pass("compare-exchange", target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    /// <inheritdoc cref="Real.Exchange(ref int, int)"/>
    public static int Exchange(
        ref int location, int value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("exchange", target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    /// <inheritdoc cref="Real.Exchange{T}(ref T, T)"/>
    [return: NotNullIfNotNull(nameof(location))]
    public static T Exchange<T>(
        [NotNullIfNotNull(nameof(value))] ref T location, T value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.Pass("exchange", target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    /// <inheritdoc cref="Real.Or(ref long, long)"/>
    public static long Or(
        ref long location, long value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("or", target, member, file, line);
        return Real.Or(ref location, value);
    }

    /// <inheritdoc cref="Real.Increment(ref int)"/>
    public static int Increment(
        ref int location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("increment", target, member, file, line);
        return Real.Increment(ref location);
    }

    /// <inheritdoc cref="Real.Decrement(ref int)"/>
    public static int Decrement(
        ref int location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("decrement", target, member, file, line);
        return Real.Decrement(ref location);
    }

    /// <inheritdoc cref="Real.MemoryBarrier"/>
    public static void MemoryBarrier(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("memory barrier", null, member, file, line);

    /// <inheritdoc cref="Real.MemoryBarrierProcessWide"/>
    public static void MemoryBarrierProcessWide(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("process-wide memory barrier", null, member, file, line);
}
