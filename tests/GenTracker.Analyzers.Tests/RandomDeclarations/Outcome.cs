namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>What became of a declaration.</summary>
internal enum Outcome
{
    /// <summary>The generated code compiles without a warning.</summary>
    Compiles,

    /// <summary>The generator and the analyzers report the same GT error.</summary>
    Reported,

    /// <summary>The compiler rejects the user's own code, with or without GenTracker.</summary>
    RejectedByCompiler,

    /// <summary>Broken promise: the generator and the analyzers report different errors, or an internal error.</summary>
    Disagreement,

    /// <summary>Broken promise: the generated code does not compile, and no error is reported.</summary>
    Unreported,
}
