namespace GenTracker.Generators.Model;

/// <summary>A parameter that callers of <c>FindOrOpenAsync</c> give.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, as it is written.</param>
/// <param name="PlainName">Its name, as documentation has it.</param>
/// <param name="Default">Its default with the equals sign; empty where it has none.</param>
internal sealed record ArgumentModel(string Type, string Name, string PlainName, string Default);
