using System.Runtime.CompilerServices;
using Real = System.Threading.Interlocked;

namespace GenTracker.Testing.Instrumented;

/// <summary>
/// Stands in for <see cref="System.Threading.Interlocked"/> in code that names it in full: its writes are seen, and have no switching points.
/// </summary>
public static class UnexploredInterlocked
{
    public static long Increment(
        ref long location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.OnWriting("increment", ref location, target, member, file, line);
        return Real.Increment(ref location);
    }

    public static long Exchange(
        ref long location, long value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        SwitchingPoint.OnWriting("exchange", ref location, target, member, file, line);
        return Real.Exchange(ref location, value);
    }

    public static long Read(ref readonly long location) => Real.Read(in location);
}
