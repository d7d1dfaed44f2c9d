using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;

namespace GenTracker.Generators.Parsing;

/// <summary>What reading a tracked class gave. The two parts go separate ways, so that a problem's place never makes a class be generated anew.</summary>
/// <param name="Model">What is to be generated; null where nothing can be.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record ParsedTracker(TrackerModel? Model, EquatableArray<Problem> Problems);
