using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Runtime;

/// <summary>An attribute with a metric. Generated code creates one for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MeasuredValue
{
    private readonly Func<object, long>? _readInteger;
    private readonly Func<object, double>? _readReal;
    private readonly Func<object, long>? _readInherited;

    private MeasuredValue(
        string instrument,
        AttributeMetric metrics,
        string? unit,
        Func<object, long>? readInteger,
        Func<object, double>? readReal,
        Func<object, long>? readInherited,
        bool isTime)
    {
        Instrument = instrument;
        Metrics = metrics;
        Unit = unit;
        _readInteger = readInteger;
        _readReal = readReal;
        _readInherited = readInherited;
        IsInteger = readInteger is not null && !isTime;
    }

    /// <summary>The name of its instruments.</summary>
    internal string Instrument { get; }

    /// <summary>How it is measured.</summary>
    internal AttributeMetric Metrics { get; }

    /// <summary>Its unit.</summary>
    internal string? Unit { get; }

    /// <summary>Whether it is measured as a whole number.</summary>
    internal bool IsInteger { get; }

    /// <summary>Creates an attribute whose values are whole numbers.</summary>
    /// <param name="instrument">The name of its instruments.</param>
    /// <param name="metrics">How it is measured.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="read">Reads it of a child.</param>
    /// <param name="inherited">Reads what the child has inherited of it and not counted. <see langword="null"/> if there is no such thing.</param>
    /// <returns>The attribute.</returns>
    public static MeasuredValue OfIntegers(
        string instrument, AttributeMetric metrics, string? unit, Func<object, long> read, Func<object, long>? inherited = null) =>
        new(instrument, metrics, unit, read, readReal: null, inherited, isTime: false);

    /// <summary>Creates an attribute whose values are measured as <see cref="double"/>.</summary>
    /// <param name="instrument">The name of its instruments.</param>
    /// <param name="metrics">How it is measured.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="read">Reads it of a child.</param>
    /// <returns>The attribute.</returns>
    public static MeasuredValue OfReals(string instrument, AttributeMetric metrics, string? unit, Func<object, double> read) =>
        new(instrument, metrics, unit, readInteger: null, read, readInherited: null, isTime: false);

    /// <summary>Creates an attribute whose values are times. They are summed as ticks and measured in seconds.</summary>
    /// <param name="instrument">The name of its instruments.</param>
    /// <param name="metrics">How it is measured.</param>
    /// <param name="readTicks">Reads its ticks of a child.</param>
    /// <param name="inheritedTicks">Reads the ticks that the child has inherited. <see langword="null"/> if there is no such thing.</param>
    /// <returns>The attribute.</returns>
    public static MeasuredValue OfTimes(
        string instrument, AttributeMetric metrics, Func<object, long> readTicks, Func<object, long>? inheritedTicks = null) =>
        new(instrument, metrics, "s", readTicks, readReal: null, inheritedTicks, isTime: true);

    /// <summary>Checks the delta of a counter that has a total and so only rises.</summary>
    /// <typeparam name="T">The counter's type.</typeparam>
    /// <param name="delta">The delta.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CheckRise<T>(T delta)
        where T : INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delta);
        return delta;
    }

    /// <inheritdoc cref="CheckRise{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimeSpan CheckRise(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        return delta;
    }

    /// <summary>The whole number of a child, or its ticks.</summary>
    internal long ReadInteger(object child) => _readInteger!(child);

    /// <summary>What a child has counted itself.</summary>
    internal long ReadCounted(object child) => ReadInteger(child) - (_readInherited?.Invoke(child) ?? 0);

    /// <summary>What is measured of a child.</summary>
    internal double ReadReal(object child) => _readReal?.Invoke(child) ?? ToReal(ReadInteger(child));

    /// <summary>What is measured of a sum of ticks.</summary>
    internal static double ToReal(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}
