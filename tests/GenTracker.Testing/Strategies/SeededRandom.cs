using System;

namespace GenTracker.Testing.Strategies;

/// <summary>Random numbers from a seed (SplitMix64), the same on every machine and platform version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
