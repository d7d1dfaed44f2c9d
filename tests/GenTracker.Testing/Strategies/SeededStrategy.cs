using System;

namespace GenTracker.Testing.Strategies;

/// <summary>
/// Draws decisions from a seed. Most defects need few preemptions in the right places, so half of the schedules have one to six of them anywhere; the others
/// preempt at a rate that is drawn too. Some schedules prefer the actor that has waited longest, others the last one, so that an actor can fall far behind.
/// </summary>
internal sealed class SeededStrategy : Strategy
{
    private const int MaxPlaced = 6;
    private const int MaxRated = 24;
    private const int ClockOneIn = 8;
    private const int EvenOneIn = 8;

    private readonly SeededRandom _random;
    private readonly int[]? _places;
    private readonly int _meanGap;
    private readonly Preference _preference;
    private int _left;
    private int _step;
    private int _nextAt;

    public SeededStrategy(ulong seed, int length)
    {
        _random = new SeededRandom(seed);
        _preference = (Preference)Math.Max(0, _random.Below(4) - 1);
        if (_random.Below(2) == 0)
        {
            _left = 1 + _random.Below(MaxPlaced);
            _places = new int[_left];
            for (int place = 0; place < _left; place++)
                _places[place] = 1 + _random.Below(length + (length / 4) + 1);
            Array.Sort(_places);
        }
        else
        {
            _left = MaxRated;
            _meanGap = 2 << _random.Below(6);
        }

        PlaceNext();
    }

    public override int Preempt(int others, bool clock)
    {
        if (++_step < _nextAt)
            return 0;
        _left--;
        PlaceNext();
        return 1 + Among(others, clock);
    }

    public override int Next(int others, bool clock) => Among(others, clock);

    public override int Choose(int options) => _random.Below(options);

    public override bool ReadsBackward() => _random.Below(2) == 0;

    private int Among(int others, bool clock)
    {
        if (clock && (others == 0 || _random.Below(ClockOneIn) == 0))
            return others;
        if (others == 1)
            return 0;
        if (_preference >= Preference.LongestWaiting && _random.Below(EvenOneIn) != 0)
            return _preference == Preference.LongestWaiting ? 0 : others - 1;
        return _random.Below(others);
    }

    private void PlaceNext() =>
        _nextAt = _left == 0 ? int.MaxValue
            : _places is not null ? Math.Max(_step + 1, _places[^_left])
            : _step + 1 + _random.Below((2 * _meanGap) - 1);

    private enum Preference
    {
        None,
        LongestWaiting,
        LastArrived,
    }
}
