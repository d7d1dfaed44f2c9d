using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Generators.Emission;

/// <summary>A generated text of ASCII characters, in half the memory of a string.</summary>
internal sealed class AsciiText : SourceText
{
    private const int MaxAscii = 0x7F;

    private readonly byte[] _characters;

    private AsciiText(byte[] characters) => _characters = characters;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override int Length => _characters.Length;

    /// <inheritdoc/>
    public override char this[int position] => (char)_characters[position];

    /// <summary>Copies a text; null if it has other characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">A buffer of any length.</param>
    public static AsciiText? TryCopy(StringBuilder text, char[] buffer)
    {
        byte[] characters = new byte[text.Length];
        for (int start = 0; start < characters.Length; start += buffer.Length)
        {
            int count = System.Math.Min(buffer.Length, characters.Length - start);
            text.CopyTo(start, buffer, 0, count);
            for (int i = 0; i < count; i++)
            {
                if (buffer[i] > MaxAscii) return null;
                characters[start + i] = (byte)buffer[i];
            }
        }

        return new(characters);
    }

    /// <inheritdoc/>
    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
        Encoding.ASCII.GetChars(_characters, sourceIndex, count, destination, destinationIndex);
}
