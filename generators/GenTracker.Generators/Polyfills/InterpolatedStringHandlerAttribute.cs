namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for handlers of interpolated strings; .NET Standard 2.0 has it not.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
