namespace System.Diagnostics.CodeAnalysis;

/// <summary>What the compiler needs for required members of records; .NET Standard 2.0 has it not.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
