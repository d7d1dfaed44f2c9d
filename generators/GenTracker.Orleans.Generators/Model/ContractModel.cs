using GenTracker.Generators.Model;

namespace GenTracker.Orleans.Generators.Model;

/// <summary>A grain interface of the user that the generated grain implements.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Methods">The implementations of its methods.</param>
internal sealed record ContractModel(string Type, EquatableArray<ContractMethodModel> Methods);
