namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>What came of a declaration.</summary>
internal enum Verdict
{
    /// <summary>It was generated, and all of it compiles without a warning.</summary>
    Sound,

    /// <summary>A GT error stands there, from the generator and from the analyzers, equal.</summary>
    Told,

    /// <summary>The compiler refuses what the user wrote, with or without GenTracker, and says so.</summary>
    RefusedByCompiler,

    /// <summary>The promise is broken: the generator and the analyzers do not say the same, or what no declaration may cause.</summary>
    Disagreement,

    /// <summary>The promise is broken: what was generated does not compile, and nobody was told.</summary>
    Untold,
}
