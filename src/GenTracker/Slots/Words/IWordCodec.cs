namespace GenTracker.Slots;

/// <summary>How a value and the seal share one word: the lowest bit is the seal, the codec has the others.</summary>
internal interface IWordCodec<T>
{
    /// <summary>The value in a word, sealed or not.</summary>
    static abstract T Decode(long word);

    /// <summary>The open word of a value.</summary>
    /// <exception cref="System.OverflowException">The value has no word.</exception>
    static abstract long Encode(T value);
}
