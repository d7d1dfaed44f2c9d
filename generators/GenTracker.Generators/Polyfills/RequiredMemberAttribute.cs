namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for required members; .NET Standard 2.0 has it not.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;
