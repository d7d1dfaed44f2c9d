using System;
using GenTracker.Slots;
using Xunit;

namespace GenTracker.Tests.Slots;

/// <summary>A writer whose slot changes between its read and its compare-exchange.</summary>
public sealed class OvertakenWriteTests
{
    private WordSlot<int> _word = new(1);
    private SeqLockSlot<long> _long = new(1);
    private SeqLockSlot<decimal> _decimal = new(1);
    private WordSlot<Meddler> _meddled;

    [Fact]
    public void A_count_on_a_word_uses_the_value_of_a_faster_writer()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.TrySet(100)), out int value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_an_atomic_value_uses_the_value_of_a_faster_writer()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.TrySet(100)), out long value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_uses_the_value_of_a_faster_writer()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.TrySet(100)), out decimal value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _decimal.Value));
    }

    [Fact]
    public void A_count_on_a_word_uses_the_last_value_of_several_faster_writers()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.TrySet(_word.Value + 100), times: 3), out int value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_an_atomic_value_uses_the_last_value_of_several_faster_writers()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.TrySet(_long.Value + 100), times: 3), out long value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_uses_the_last_value_of_several_faster_writers()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.TrySet(_decimal.Value + 100), times: 3), out decimal value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _decimal.Value));
    }

    [Fact]
    public void A_count_on_a_word_is_refused_if_the_seal_is_faster()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.Seal()), out int value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_an_atomic_value_is_refused_if_the_seal_is_faster()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.Seal()), out long value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_is_refused_if_the_seal_is_faster()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.Seal()), out decimal value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _decimal.Value));
    }

    [Fact]
    public void A_single_attempt_fails_and_changes_nothing_if_another_writer_is_faster()
    {
        bool tried = _long.TryUpdateOnce(new Interrupted<long>(10, () => _long.TrySet(100)), out _, out _);

        Assert.False(tried);
        Assert.Equal(100, _long.Value);
    }

    [Fact]
    public void A_word_written_during_the_comparison_is_compared_again_before_the_seal()
    {
        var comparisons = 0;
        Meddler.OnComparison = () =>
        {
            if (comparisons++ == 0)
                _meddled.TrySet(new Meddler(7));
        };

        bool sealedAt = _meddled.TrySealAt(default);

        Assert.Equal((true, 2), (sealedAt, comparisons));
        Assert.False(_meddled.TrySet(default));
    }

    [Fact]
    public void A_word_sealed_during_the_comparison_was_not_sealed_by_this_call()
    {
        Meddler.OnComparison = () => _meddled.Seal();

        bool sealedAt = _meddled.TrySealAt(default);

        Assert.False(sealedAt);
    }

    /// <summary>A value of one word whose equality runs an action.</summary>
    private readonly struct Meddler(int number) : IEquatable<Meddler>
    {
        [ThreadStatic]
        public static Action? OnComparison;

        private readonly int _number = number;

        public bool Equals(Meddler other)
        {
            OnComparison?.Invoke();
            return _number >= 0;
        }

        public override bool Equals(object? obj) => obj is Meddler other && Equals(other);

        public override int GetHashCode() => 0;
    }
}
