namespace GenTracker.Orleans.Generators.Model;

/// <summary>A parameter of a member that calls a method.</summary>
/// <param name="Declaration">The parameter, with its attributes, modifiers and default.</param>
/// <param name="PlainName">Its name in documentation, without escapes.</param>
/// <param name="IsToken">Whether it is the token of the call, which Orleans carries by itself.</param>
internal sealed record CallParameterModel(string Declaration, string PlainName, bool IsToken);
