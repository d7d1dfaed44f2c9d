namespace GenTracker.Generators.Validity;

/// <summary>What exactly is wrong, where one rule has several forms and a code fix must tell them apart.</summary>
internal enum Flaw
{
    /// <summary>The rule has one form only.</summary>
    None,

    /// <summary>A property that is not partial.</summary>
    NotPartial,

    /// <summary>A partial property that has a body of its own.</summary>
    HasBody,

    /// <summary>A static property.</summary>
    Static,

    /// <summary>An abstract or extern property.</summary>
    Abstract,

    /// <summary>An indexer.</summary>
    Indexer,

    /// <summary>A property with an init accessor.</summary>
    Init,

    /// <summary>A property that returns by reference.</summary>
    RefReturn,

    /// <summary>A property without a getter.</summary>
    NoGetter,

    /// <summary>A get-only property that is no number, so that nobody could ever write it.</summary>
    NeverWritten,

    /// <summary>An explicit implementation of an interface's property.</summary>
    ExplicitImplementation,
}
