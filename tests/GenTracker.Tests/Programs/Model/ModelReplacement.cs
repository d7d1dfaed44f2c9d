namespace GenTracker.Tests.Programs.Model;

/// <summary>A caller that waits for a key in the place of whoever has it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Script">How its child behaves.</param>
/// <param name="Adopted">The object that takes the key over; null if the key is opened anew.</param>
internal sealed record ModelReplacement(ModelCall Call, ChildScript Script, ModelChild? Adopted)
{
    /// <summary>Whether its owner has taken the object back.</summary>
    public bool IsWithdrawn => Adopted is not null && Call.Answer is not null;
}
