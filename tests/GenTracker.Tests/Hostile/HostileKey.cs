using System;
using System.Globalization;

namespace GenTracker.Tests.Hostile;

/// <summary>A key that a table can hold, and whose text fails.</summary>
internal class HostileKey(string name, Fault text) : IEquatable<HostileKey>
{
    public string Name => name;

    public bool Equals(HostileKey? other) => other?.Name == name;

    public override bool Equals(object? obj) => Equals(obj as HostileKey);

    public override int GetHashCode() => name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => text switch
    {
        Fault.None => name,
        Fault.ReturnsNull => null!,
        Fault.ReturnsLongText => HostileException.LongText,
        Fault.Throws => throw new InvalidOperationException("must not be read"),
        _ => throw new HostileException(new ExceptionFaults(text, text, text, text, text)),
    };
}

/// <summary>A hostile key whose text is asked for with a format.</summary>
internal sealed class FormattableHostileKey(string name, Fault text) : HostileKey(name, text), IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (formatProvider != CultureInfo.InvariantCulture)
            throw new InvalidOperationException("the text of a key is that of no culture");
        return ToString();
    }
}
