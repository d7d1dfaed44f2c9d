namespace GenTracker.Models;

internal enum IndexCallKind
{
    /// <summary>Answers with 1, with 0 if the child has ended, and with 2 if another child holds the value.</summary>
    Set,

    /// <summary>The same, by the method that throws nothing if another child holds the value.</summary>
    TrySet,

    /// <summary>Answers with the replaced value, plus 10; else as <see cref="Set"/>.</summary>
    Exchange,

    /// <summary>Answers with the child's value.</summary>
    Get,

    /// <summary>Answers with 1 if the child is among those that are found by the value.</summary>
    Find,

    /// <summary>Answers with 1, and with 2 if another child holds the child's value.</summary>
    Attach,

    Show,

    Hide,

    /// <summary>Comes after <see cref="Hide"/>.</summary>
    Seal,
}
