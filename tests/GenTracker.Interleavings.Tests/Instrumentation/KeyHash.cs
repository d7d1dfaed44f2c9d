using System;

#pragma warning disable IDE0130 // takes the place of the runtime's type of this name
namespace GenTracker.Table;

/// <summary>Hashes without a secret, the same in every process: the first character, so that a scenario decides which keys collide.</summary>
internal static class KeyHash
{
    public static uint Of(ReadOnlySpan<char> characters) => characters.IsEmpty ? 0u : characters[0];

    public static uint Of(int hashCode) => (uint)hashCode;
}
