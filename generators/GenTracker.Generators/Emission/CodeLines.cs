using System.Globalization;
using System.Runtime.CompilerServices;

namespace GenTracker.Generators.Emission;

/// <summary>Writes an interpolated text piece by piece to the writer, without a string of the whole.</summary>
[InterpolatedStringHandler]
internal readonly ref struct CodeLines
{
    private readonly CodeWriter _writer;

    /// <summary>Starts a text.</summary>
    public CodeLines(int literalLength, int formattedCount, CodeWriter writer) => _writer = writer;

    /// <summary>Writes the text between the values.</summary>
    public void AppendLiteral(string text) => _writer.Append(text);

    /// <summary>Writes a value. A line that has only empty values is not written.</summary>
    public void AppendFormatted(string? text) => _writer.AppendValue(text ?? "");

    /// <summary>Writes a value.</summary>
    public void AppendFormatted(int number) => _writer.Append(number.ToString(CultureInfo.InvariantCulture));
}
