using System;
using System.Numerics;
using GenTracker.Slots;

namespace GenTracker.Tests.Slots;

/// <summary>An addition in whose midst something else happens, the first times that it is worked out.</summary>
internal readonly struct Interrupted<T>(T delta, Action interruption, int times = 1) : IUpdate<T>
    where T : INumber<T>
{
    private readonly Hooked _interruption = new(interruption, times);

    public bool TryApply(T current, out T next)
    {
        _interruption.Happen();
        next = current + delta;
        return true;
    }

    private sealed class Hooked(Action action, int times)
    {
        private int _left = times;

        public void Happen()
        {
            if (_left-- > 0)
                action();
        }
    }
}
