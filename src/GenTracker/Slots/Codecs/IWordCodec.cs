namespace GenTracker.Slots.Codecs;

/// <summary>Converts between a value and the word that stores it beside the seal. The seal is the lowest bit; the codec has the other 63.</summary>
internal interface IWordCodec<T>
{
    /// <summary>The value of a word, sealed or open.</summary>
    static abstract T Decode(long word);

    /// <summary>The open word of a value.</summary>
    /// <exception cref="System.OverflowException">The value does not fit into a word.</exception>
    static abstract long Encode(T value);
}
