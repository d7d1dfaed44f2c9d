using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Real = System.Runtime.Intrinsics.Vector128;

namespace GenTracker.Testing.Instrumented;

/// <summary>
/// Stands in for <see cref="System.Runtime.Intrinsics.Vector128"/>: a load is sixteen reads, with a switching point before each. No processor promises their
/// order, so a schedule from a seed reads them forward or backward.
/// </summary>
public static class Vector128
{
    public static Vector128<byte> LoadUnsafe(
        ref readonly byte source, nuint elementOffset = 0, [CallerArgumentExpression(nameof(source))] string? target = null,
        [CallerMemberName] string? member = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
    {
        if (SwitchingPoint.Current is not { } actor)
            return Real.LoadUnsafe(in source, elementOffset);
        bool isBackward = actor.Schedule.ReadsBackward();
        Vector128<byte> loaded = default;
        for (int step = 0; step < Vector128<byte>.Count; step++)
        {
            int index = isBackward ? Vector128<byte>.Count - 1 - step : step;
            SwitchingPoint.Pass("read byte", $"{index} of {target}", member, file, line, writes: false);
            loaded = loaded.WithElement(index, Unsafe.Add(ref Unsafe.AsRef(in source), elementOffset + (nuint)index));
        }

        return loaded;
    }

    public static Vector128<byte> Create(byte value) => Real.Create(value);

    public static Vector128<byte> Equals(Vector128<byte> left, Vector128<byte> right) => Real.Equals(left, right);

    public static bool EqualsAny(Vector128<byte> left, Vector128<byte> right) => Real.EqualsAny(left, right);
}
