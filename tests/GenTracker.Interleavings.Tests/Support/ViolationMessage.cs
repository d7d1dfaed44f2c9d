using System.Runtime.CompilerServices;

namespace GenTracker.Interleavings.Support;

/// <summary>The message of an expectation that does not hold. It is built only then: schedules are many and violations few.</summary>
[InterpolatedStringHandler]
internal ref struct ViolationMessage
{
    private DefaultInterpolatedStringHandler _text;

    public ViolationMessage(int literalLength, int formattedCount, bool kept, out bool isNeeded)
    {
        isNeeded = !kept;
        if (isNeeded)
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
