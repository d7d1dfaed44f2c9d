using System.Runtime.CompilerServices;
using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // the runtime names it in full
namespace System.Threading;

/// <summary>What the runtime's sources name in full, so that the explorer does not interrupt it.</summary>
internal static class Interlocked
{
    public static long Increment(
        ref long location, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        UnexploredInterlocked.Increment(ref location, target, member, file, line);

    public static long Exchange(
        ref long location, long value, [CallerArgumentExpression(nameof(location))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0) =>
        UnexploredInterlocked.Exchange(ref location, value, target, member, file, line);

    public static long Read(ref readonly long location) => UnexploredInterlocked.Read(in location);
}
