using System;
using System.Collections.Generic;

namespace GenTracker.Testing.Strategies;

/// <summary>
/// Each schedule with at most a given number of preemptions once, depth first. All choices at the end of an actor, or when it must wait, are free.
/// </summary>
internal sealed class BoundedSearch(int preemptions) : Strategy
{
    private readonly List<Branch> _path = [];
    private int _depth;
    private int _spent;

    /// <summary>Advances to the next schedule; false if there is none.</summary>
    public bool Advance()
    {
        Again();
        while (_path.Count > 0)
        {
            Branch last = _path[^1];
            if (last.Taken + 1 < last.Options)
            {
                _path[^1] = last with { Taken = last.Taken + 1 };
                return true;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return false;
    }

    public void Again()
    {
        _depth = 0;
        _spent = 0;
    }

    public override int Preempt(int others, bool clock)
    {
        if (_spent == preemptions)
            return 0;
        int taken = Take(1 + others + (clock ? 1 : 0));
        if (taken != 0)
            _spent++;
        return taken;
    }

    public override int Next(int others, bool clock) => Take(others + (clock ? 1 : 0));

    public override int Choose(int options) => Take(options);

    private int Take(int options)
    {
        if (options == 1)
            return 0;
        if (_depth == _path.Count)
            _path.Add(new Branch(0, options));
        Branch branch = _path[_depth++];
        if (branch.Options != options)
            throw new InvalidOperationException($"The scenario is not deterministic: choice {_depth} had {branch.Options} options and has {options} now.");
        return branch.Taken;
    }

    private readonly record struct Branch(int Taken, int Options);
}
