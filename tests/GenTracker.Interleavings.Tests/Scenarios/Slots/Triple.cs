using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>Three fields with the same value, unless a read is torn.</summary>
internal readonly struct Triple(long value)
{
    private readonly long _first = value;
    private readonly long _second = value;
    private readonly long _third = value;

    public long WholeValue
    {
        get
        {
            PromiseViolationException.Unless(_first == _second && _second == _third, $"A value was read torn: {_first}, {_second}, {_third}.");
            return _first;
        }
    }
}
