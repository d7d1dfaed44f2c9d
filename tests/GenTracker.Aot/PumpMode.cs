namespace GenTracker.Aot;

/// <summary>How a pump works.</summary>
internal enum PumpMode
{
    /// <summary>With half of its power.</summary>
    Eco,

    /// <summary>With all of it.</summary>
    Full,
}
