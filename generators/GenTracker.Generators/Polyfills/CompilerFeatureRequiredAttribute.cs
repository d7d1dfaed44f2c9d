namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for required members; .NET Standard 2.0 has it not.</summary>
/// <param name="featureName">The feature.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    /// <summary>The feature.</summary>
    public string FeatureName { get; } = featureName;
}
