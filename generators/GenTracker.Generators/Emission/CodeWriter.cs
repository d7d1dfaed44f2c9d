using System;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Generators.Emission;

/// <summary>Writes indented lines that end in "\n" on every system. A disposed writer is used again for the next file.</summary>
internal sealed class CodeWriter : IDisposable
{
    private const int MaxKept = 256 * 1024;

    private static CodeWriter? _spare;

    private readonly StringBuilder _text = new(16 * 1024);
    private readonly char[] _buffer = new char[4 * 1024];
    private int _depth;
    private bool _isWithinLine;
    private bool _hasOnlyEmptyValues;

    /// <summary>An empty writer. Dispose it when its text is no longer needed.</summary>
    public static CodeWriter Rent() => Interlocked.Exchange(ref _spare, null) ?? new();

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes a text of one or more lines, without a line end at its end, at the current depth.</summary>
    public void Lines(string text)
    {
        Append(text);
        EndLine();
    }

    /// <inheritdoc cref="Lines(string)"/>
    public void Lines([InterpolatedStringHandlerArgument("")] ref CodeLines text) => EndLine();

    /// <summary>Writes a part of a text, which can contain line ends.</summary>
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

    /// <summary>Writes a value within a text. A line that has only empty values is not written.</summary>
    public void AppendValue(string value)
    {
        if (value.Length == 0 && !_isWithinLine) _hasOnlyEmptyValues = true;
        else Append(value);
    }

    /// <summary>Writes an opening brace and increases the depth.</summary>
    public void Open()
    {
        Lines("{");
        _depth++;
    }

    /// <summary>Decreases the depth and writes a closing brace, followed by <paramref name="end"/>.</summary>
    public void Close(string end = "")
    {
        _depth--;
        Lines("}" + end);
    }

    /// <summary>The text so far.</summary>
    public SourceText ToSource() => AsciiText.TryCopy(_text, _buffer) ?? SourceText.From(_text.ToString(), Encoding.UTF8);

    /// <inheritdoc/>
    public void Dispose()
    {
        _depth = 0;
        _text.Clear();
        if (_text.Capacity <= MaxKept) Interlocked.Exchange(ref _spare, this);
    }

    private void EndLine()
    {
        if (_isWithinLine || !_hasOnlyEmptyValues) _text.Append('\n');
        _isWithinLine = _hasOnlyEmptyValues = false;
    }
}
