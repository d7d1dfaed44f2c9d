using GenTracker;

namespace Library;

/// <summary>A class around a tracked one.</summary>
public static partial class House
{
    /// <summary>A nested child with a key that is no string,.</summary>
    [Tracker<Door>]
    internal sealed partial class Flat
    {
        /// <summary>How often it rang.</summary>
        [TrackedAttr] public partial int Rings { get; set; }
    }

    /// <summary>Rings at a flat's door.</summary>
    /// <param name="door">The door.</param>
    /// <returns>How often it rang.</returns>
    public static async Task<int> RingAsync(Door door)
    {
        FlatTracker flats = new();
        await using (flats.ConfigureAwait(false))
        {
            Flat flat = new();
            ChildRegistration registration = flats.AddExisting(door, flat);
            await using (registration.ConfigureAwait(false))
            {
                return flats.Find(door)!.IncrementRings();
            }
        }
    }
}
