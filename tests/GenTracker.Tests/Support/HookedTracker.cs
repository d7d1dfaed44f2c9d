using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;

namespace GenTracker.Tests.Support;

/// <summary>
/// A tracker that lets a test in whenever it is about to look at its table: what another thread might do just then, the test does there.
/// </summary>
internal sealed class HookedTracker : Tracker<string, Probe>
{
    private readonly Comparer _comparer;

    public HookedTracker(World world)
        : this(world, new Comparer())
    {
    }

    private HookedTracker(World world, Comparer comparer)
        : base("Hooked", new TrackerOptions { TimeProvider = world.Time, Dispatcher = world.Dispatcher }, null, null, comparer, []) =>
        _comparer = comparer;

    public ValueTask<Probe> OpenAsync(string key) => base.OpenAsync(key, static _ => new Probe(), null, CancellationToken.None);

    /// <summary>Does something, once, at one of the next looks at the table: the first, the second, ….</summary>
    public void AtLook(int look, Action intrude) => _comparer.AtLook(look, intrude);

    private sealed class Comparer : IEqualityComparer<string>
    {
        private int _looks;
        private Action? _intrude;

        public void AtLook(int look, Action intrude)
        {
            _looks = look;
            _intrude = intrude;
        }

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj)
        {
            if (_intrude is { } intrude && --_looks == 0)
            {
                _intrude = null;
                intrude();
            }

            return string.GetHashCode(obj, StringComparison.Ordinal);
        }
    }
}
