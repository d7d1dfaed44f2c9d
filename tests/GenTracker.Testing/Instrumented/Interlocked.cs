using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Real = System.Threading.Interlocked;

namespace GenTracker.Testing.Instrumented;

/// <summary>Stands in for <see cref="System.Threading.Interlocked"/>: a switching point comes before each operation.</summary>
public static class Interlocked
{
    public static long CompareExchange(
        ref long location, long value, long comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("compare-exchange", ref location, target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static int CompareExchange(
        ref int location, int value, int comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("compare-exchange", ref location, target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static byte CompareExchange(
        ref byte location, byte value, byte comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("compare-exchange", ref location, target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    [return: NotNullIfNotNull(nameof(location))]
    public static T CompareExchange<T>(
        ref T location, T value, T comparand, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.PassWrite("compare-exchange", ref location, target, member, file, line);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static int Exchange(
        ref int location, int value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("exchange", ref location, target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    public static byte Exchange(
        ref byte location, byte value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("exchange", ref location, target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    [return: NotNullIfNotNull(nameof(location))]
    public static T Exchange<T>(
        [NotNullIfNotNull(nameof(value))] ref T location, T value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.PassWrite("exchange", ref location, target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    public static long Or(
        ref long location, long value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("or", ref location, target, member, file, line);
        return Real.Or(ref location, value);
    }

    public static int Or(
        ref int location, int value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("or", ref location, target, member, file, line);
        return Real.Or(ref location, value);
    }

    public static int Increment(
        ref int location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("increment", ref location, target, member, file, line);
        return Real.Increment(ref location);
    }

    public static long Increment(
        ref long location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("increment", ref location, target, member, file, line);
        return Real.Increment(ref location);
    }

    public static int Decrement(
        ref int location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("decrement", ref location, target, member, file, line);
        return Real.Decrement(ref location);
    }

    public static void MemoryBarrier(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("memory barrier", null, member, file, line);

    public static void MemoryBarrierProcessWide(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("process-wide memory barrier", null, member, file, line);
}
