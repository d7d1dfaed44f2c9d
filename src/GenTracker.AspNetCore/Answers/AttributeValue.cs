using System;
using System.Globalization;

namespace GenTracker.AspNetCore.Answers;

/// <summary>What kind of JSON the values of an attribute become.</summary>
internal enum AttributeKind
{
    /// <summary>Text of at most 256 characters.</summary>
    Text,

    /// <summary>A number; its digits as text if readers of JSON, which take it for a double, would read another one.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number of seconds.</summary>
    Duration,

    /// <summary>Text, a time in UTC.</summary>
    Time,
}

/// <summary>Turns the values of attributes into what JSON has.</summary>
internal static class AttributeValue
{
    /// <summary>The largest number that all doubles below it can count up to.</summary>
    private const long MaxExact = 1L << 53;

    public static AttributeKind GetKind(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
            return AttributeKind.Text;
        return Type.GetTypeCode(bare) switch
        {
            TypeCode.Boolean => AttributeKind.Boolean,
            TypeCode.DateTime => AttributeKind.Time,
            >= TypeCode.SByte and <= TypeCode.Decimal => AttributeKind.Number,
            _ when bare == typeof(TimeSpan) => AttributeKind.Duration,
            _ when bare == typeof(DateTimeOffset) => AttributeKind.Time,
            _ when bare == typeof(nint) || bare == typeof(nuint) || bare == typeof(Half) => AttributeKind.Number,
            _ when bare == typeof(Int128) || bare == typeof(UInt128) => AttributeKind.Number,
            _ => AttributeKind.Text,
        };
    }

    /// <summary>A <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or null.</summary>
    public static object? ToJson(object? value, AttributeKind kind) => value switch
    {
        null => null,
        bool when kind == AttributeKind.Boolean => value,
        TimeSpan duration when kind == AttributeKind.Duration => duration.TotalSeconds,
        DateTime time when kind == AttributeKind.Time => FormatTime(time.ToUniversalTime()),
        DateTimeOffset time when kind == AttributeKind.Time => FormatTime(time.UtcDateTime),
        _ when kind == AttributeKind.Number => ToNumber(value),
        _ => MonitoredText.Format(value),
    };

    private static object ToNumber(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        long number => number is >= -MaxExact and <= MaxExact ? number : MonitoredText.Format(value),
        ulong number => number <= MaxExact ? (long)number : MonitoredText.Format(value),
        nint number => ToNumber((long)number),
        nuint number => ToNumber((ulong)number),
        double number => double.IsFinite(number) ? number : MonitoredText.Format(value),

        // By its text: 0.1f is 0.1, and not the double that is nearest to it.
        float or Half => ToNumber(double.Parse(MonitoredText.Format(value), CultureInfo.InvariantCulture)),
        decimal number => (decimal)(double)number == number ? (double)number : MonitoredText.Format(value),
        _ => MonitoredText.Format(value),
    };

    private static string FormatTime(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);
}
