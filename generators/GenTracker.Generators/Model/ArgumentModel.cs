namespace GenTracker.Generators.Model;

/// <summary>A parameter of <c>FindOrOpenAsync</c> that comes from a constructor.</summary>
/// <param name="Attributes">Its attributes, each with a space behind it.</param>
/// <param name="KeptAttributes">The attributes of the parameter of the object that keeps it, each with a space behind it.</param>
/// <param name="FieldAttributes">The attributes of the field that keeps it, each with a space behind it; empty if it needs no field of its own.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name in code.</param>
/// <param name="PlainName">Its name in documentation, without escapes.</param>
/// <param name="KeptName">Its name in the class that keeps it for restarts.</param>
/// <param name="Default">Its default with the equals sign; empty if it has none.</param>
internal sealed record ArgumentModel(
    string Attributes, string KeptAttributes, string FieldAttributes, string Type, string Name, string PlainName, string KeptName, string Default);
