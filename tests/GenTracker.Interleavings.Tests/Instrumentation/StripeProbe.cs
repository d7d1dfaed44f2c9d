using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // takes the place of the runtime's type of this name
namespace GenTracker.Slots;

/// <summary>The stripe that an actor counts in: the first one until it meets another actor there.</summary>
internal static class StripeProbe
{
    public static ref int Locate() => ref Stripes.Current;

    public static int Get(ref int probe) => probe;

    public static void Advance(ref int probe) => probe++;
}
