using System;
using System.Numerics;
using GenTracker.Slots;

namespace GenTracker.Tests.Slots;

/// <summary>An addition that runs an action during its first computations.</summary>
internal readonly struct Interrupted<T>(T delta, Action interruption, int times = 1) : IUpdate<T>
    where T : INumber<T>
{
    private readonly Hooked _interruption = new(interruption, times);

    public bool TryApply(T current, out T next)
    {
        _interruption.Run();
        next = current + delta;
        return true;
    }

    private sealed class Hooked(Action action, int times)
    {
        private int _left = times;

        public void Run()
        {
            if (_left-- > 0)
                action();
        }
    }
}
