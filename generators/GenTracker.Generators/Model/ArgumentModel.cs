namespace GenTracker.Generators.Model;

/// <summary>A parameter of <c>FindOrOpenAsync</c> that comes from a constructor.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name in code.</param>
/// <param name="PlainName">Its name in documentation, without escapes.</param>
/// <param name="KeptName">Its name in the class that keeps it for restarts.</param>
/// <param name="Default">Its default with the equals sign; empty if it has none.</param>
internal sealed record ArgumentModel(string Type, string Name, string PlainName, string KeptName, string Default);
