using System;
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

    /// <summary>A writer with nothing written; dispose it when its text was taken.</summary>
    /// <returns>The writer.</returns>
    public static CodeWriter Rent() => Interlocked.Exchange(ref _spare, null) ?? new();

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes a text of one or more lines at the present depth.</summary>
    /// <param name="text">The text, without a line end at its end.</param>
    public void Lines(string text)
    {
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            int length = end > start && text[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0) _text.Append(' ', _depth * 4).Append(text, start, length);
            _text.Append('\n');
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
}
