using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // takes the place of the runtime's type of this name
namespace GenTracker.Slots;

/// <summary>Which stripe an actor counts in: the first, until it meets another there.</summary>
internal static class StripeIndex
{
    public static ref int Place() => ref Stripes.Current;

    public static int Of(ref int place) => place;

    public static void Move(ref int place) => place++;
}
