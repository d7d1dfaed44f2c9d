namespace GenTracker.Breaking;

/// <summary>A change of one place of the runtime's sources.</summary>
/// <param name="File">The source file's name.</param>
/// <param name="Text">What stands there, once.</param>
/// <param name="Replacement">What is to stand there.</param>
internal sealed record Edit(string File, string Text, string Replacement);
