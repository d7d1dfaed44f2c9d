using System;
using System.Numerics;
using GenTracker.Runtime;

namespace GenTracker.Tests.Slots;

/// <summary>An addition in whose midst something else happens, the first time that it is worked out.</summary>
internal readonly struct Interrupted<T>(T delta, Action interruption) : IUpdate<T>
    where T : INumber<T>
{
    private readonly Hooked _interruption = new(interruption);

    public bool TryApply(T current, out T next)
    {
        _interruption.Happen();
        next = current + delta;
        return true;
    }

    private sealed class Hooked(Action action)
    {
        private Action? _action = action;

        public void Happen()
        {
            Action? action = _action;
            _action = null;
            action?.Invoke();
        }
    }
}
