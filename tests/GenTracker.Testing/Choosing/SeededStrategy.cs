using System;

namespace GenTracker.Testing.Choosing;

/// <summary>
/// Draws from a seed. Most defects need few preemptions, but at the right places: so half of the schedules have one to six, anywhere in
/// the schedule's length; the others switch at a rate that is drawn too. Some schedules prefer those who have waited longest, some those who
/// came last: so that one actor may be left behind for long, which an even hand would hardly ever do.
/// </summary>
internal sealed class SeededStrategy : Strategy
{
    private const int MostPlaced = 6;
    private const int MostRated = 24;
    private const int ClockOneIn = 8;
    private const int EvenOneIn = 8;

    private readonly Dice _dice;
    private readonly int[]? _places;
    private readonly int _meanGap;
    private readonly Preference _preference;
    private int _left;
    private int _step;
    private int _nextAt;

    public SeededStrategy(ulong seed, int length)
    {
        _dice = new Dice(seed);
        _preference = (Preference)Math.Max(0, _dice.Below(4) - 1);
        if (_dice.Below(2) == 0)
        {
            _left = 1 + _dice.Below(MostPlaced);
            _places = new int[_left];
            for (int place = 0; place < _left; place++)
                _places[place] = 1 + _dice.Below(length + (length / 4) + 1);
            Array.Sort(_places);
        }
        else
        {
            _left = MostRated;
            _meanGap = 2 << _dice.Below(6);
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

    public override int Choose(int options) => _dice.Below(options);

    public override bool ReadsBackward() => _dice.Below(2) == 0;

    private int Among(int others, bool clock)
    {
        if (clock && (others == 0 || _dice.Below(ClockOneIn) == 0))
            return others;
        if (others == 1)
            return 0;
        if (_preference >= Preference.Eldest && _dice.Below(EvenOneIn) != 0)
            return _preference == Preference.Eldest ? 0 : others - 1;
        return _dice.Below(others);
    }

    private void PlaceNext() =>
        _nextAt = _left == 0 ? int.MaxValue
            : _places is not null ? Math.Max(_step + 1, _places[^_left])
            : _step + 1 + _dice.Below((2 * _meanGap) - 1);

    private enum Preference
    {
        None,
        Eldest,
        Youngest,
    }
}
