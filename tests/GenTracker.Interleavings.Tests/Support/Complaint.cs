using System.Runtime.CompilerServices;

namespace GenTracker.Interleavings.Support;

/// <summary>What to say where an expectation is not met: put together only there, for schedules are many and complaints few.</summary>
[InterpolatedStringHandler]
internal ref struct Complaint
{
    private DefaultInterpolatedStringHandler _text;

    public Complaint(int literalLength, int formattedCount, bool kept, out bool isDue)
    {
        isDue = !kept;
        if (isDue)
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
