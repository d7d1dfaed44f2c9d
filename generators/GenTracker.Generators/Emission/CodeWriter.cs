using System;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Generators.Emission;

/// <summary>Writes indented lines that end in "\n" everywhere. Writers are kept for the next file.</summary>
internal sealed class CodeWriter : IDisposable
{
    private const int MaxKept = 256 * 1024;

    private static CodeWriter? _spare;

    private readonly StringBuilder _text = new(16 * 1024);
    private int _depth;
    private bool _isWithinLine;

    /// <summary>A writer with nothing written; dispose it when its text was taken.</summary>
    /// <returns>The writer.</returns>
    public static CodeWriter Rent() => Interlocked.Exchange(ref _spare, null) ?? new();

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes a text of one or more lines at the present depth.</summary>
    /// <param name="text">The text, without a line end at its end.</param>
    public void Lines(string text)
    {
        Append(text);
        EndLine();
    }

    /// <inheritdoc cref="Lines(string)"/>
    public void Lines([InterpolatedStringHandlerArgument("")] ref CodeLines text) => EndLine();

    /// <summary>Writes a piece of a text, which may hold line ends.</summary>
    /// <param name="piece">The piece.</param>
    public void Append(string piece)
    {
        int start = 0;
        while (start < piece.Length)
        {
            int end = piece.IndexOf('\n', start);
            int stop = end < 0 ? piece.Length : end;
            int length = end > start && piece[end - 1] == '\r' ? stop - start - 1 : stop - start;
            if (length > 0)
            {
                if (!_isWithinLine) _text.Append(' ', _depth * 4);
                _isWithinLine = true;
                _text.Append(piece, start, length);
            }

            if (end < 0) return;
            EndLine();
            start = end + 1;
        }
    }

    /// <summary>Writes an opening brace and goes deeper.</summary>
    public void Open()
    {
        Lines("{");
        _depth++;
    }

    /// <summary>Goes back and writes a closing brace.</summary>
    /// <param name="end">What follows the brace.</param>
    public void Close(string end = "")
    {
        _depth--;
        Lines("}" + end);
    }

    /// <summary>What was written.</summary>
    /// <returns>The text.</returns>
    public SourceText ToSource() => SourceText.From(_text.ToString(), Encoding.UTF8);

    /// <inheritdoc/>
    public void Dispose()
    {
        _depth = 0;
        _text.Clear();
        if (_text.Capacity <= MaxKept) Interlocked.Exchange(ref _spare, this);
    }

    private void EndLine()
    {
        _text.Append('\n');
        _isWithinLine = false;
    }
}
