using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Real = System.Threading.Volatile;

namespace GenTracker.Testing.Instrumented;

/// <summary>Stands in for <see cref="System.Threading.Volatile"/>: a switching point comes before each access.</summary>
public static class Volatile
{
    public static long Read(
        ref readonly long location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static int Read(
        ref readonly int location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static uint Read(
        ref readonly uint location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static nint Read(
        ref readonly nint location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static bool Read(
        ref readonly bool location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static byte Read(
        ref readonly byte location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    [return: NotNullIfNotNull(nameof(location))]
    public static T Read<T>(
        [NotNullIfNotNull(nameof(location))] ref readonly T location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.Pass("read", target, member, file, line, writes: false);
        return Real.Read(in location);
    }

    public static void Write(
        ref long location, long value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write(
        ref int location, int value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write(
        ref uint location, uint value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write(
        ref nint location, nint value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write(
        ref bool location, bool value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write(
        ref byte location, byte value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void Write<T>(
        [NotNullIfNotNull(nameof(value))] ref T location, T value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        where T : class?
    {
        SwitchingPoint.PassWrite("write", ref location, target, member, file, line);
        Real.Write(ref location, value);
    }

    public static void ReadBarrier(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("read barrier", null, member, file, line, writes: false);

    public static void WriteBarrier(
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        SwitchingPoint.Pass("write barrier", null, member, file, line, writes: false);
}
