using System.Globalization;
using System.Runtime.CompilerServices;

namespace GenTracker.Generators.Emission;

/// <summary>Writes an interpolated text piece by piece into its writer, so that no string is made of it.</summary>
[InterpolatedStringHandler]
internal readonly ref struct CodeLines
{
    private readonly CodeWriter _writer;

    /// <summary>Begins a text.</summary>
    /// <param name="literalLength">The length of what stands in it.</param>
    /// <param name="formattedCount">The number of values in it.</param>
    /// <param name="writer">Where to.</param>
    public CodeLines(int literalLength, int formattedCount, CodeWriter writer) => _writer = writer;

    /// <summary>Writes what stands between the values.</summary>
    /// <param name="text">The text.</param>
    public void AppendLiteral(string text) => _writer.Append(text);

    /// <summary>Writes a value.</summary>
    /// <param name="text">The value.</param>
    public void AppendFormatted(string? text) => _writer.Append(text ?? "");

    /// <summary>Writes a value.</summary>
    /// <param name="number">The value.</param>
    public void AppendFormatted(int number) => _writer.Append(number.ToString(CultureInfo.InvariantCulture));
}
