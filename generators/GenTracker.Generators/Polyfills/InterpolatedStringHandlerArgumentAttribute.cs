namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for handlers of interpolated strings that are given arguments; .NET Standard 2.0 has it not.</summary>
/// <param name="argument">The argument's name; empty for the receiver.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    /// <summary>The arguments.</summary>
    public string[] Arguments { get; } = [argument];
}
