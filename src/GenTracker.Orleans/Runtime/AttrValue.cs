using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// A value of an attribute between nodes. Values of up to eight bytes without references travel as their bits and are not boxed; all others travel by the
/// serializer of Orleans.
/// </summary>
[GenerateSerializer, Immutable, Alias("gentracker.value")]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AttrValue : IEquatable<AttrValue>
{
    [Id(0)]
    private readonly long _bits;

    [Id(1)]
    private readonly object? _object;

    private AttrValue(long bits, object? value) => (_bits, _object) = (bits, value);

    /// <summary>Compares bits and objects.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(AttrValue left, AttrValue right) => left.Equals(right);

    /// <summary>Compares bits and objects.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other one.</param>
    /// <returns>Whether they are not equal.</returns>
    public static bool operator !=(AttrValue left, AttrValue right) => !left.Equals(right);

    /// <summary>Packs a value.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The packed value.</returns>
    public static AttrValue From<T>(T value)
    {
        if (!IsBits<T>())
            return new AttrValue(0, value);
        long bits = 0;
        Unsafe.WriteUnaligned(ref Unsafe.As<long, byte>(ref bits), value);
        return new AttrValue(bits, null);
    }

    /// <summary>Unpacks a value.</summary>
    /// <typeparam name="T">The attribute's type: the same that was packed.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidCastException">A value of another type was packed.</exception>
    public T To<T>()
    {
        if (!IsBits<T>())
            return (T)_object!;
        long bits = _bits;
        return Unsafe.ReadUnaligned<T>(ref Unsafe.As<long, byte>(ref bits));
    }

    /// <inheritdoc/>
    public bool Equals(AttrValue other) => _bits == other._bits && Equals(_object, other._object);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttrValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bits, _object);

    private static bool IsBits<T>() => !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && Unsafe.SizeOf<T>() <= sizeof(long);
}
