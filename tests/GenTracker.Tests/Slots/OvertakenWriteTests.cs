using System;
using GenTracker.Slots;
using Xunit;

namespace GenTracker.Tests.Slots;

/// <summary>A write that another one, or the seal, overtakes between its reading of the value and its storing of the next.</summary>
public sealed class OvertakenWriteTests
{
    private WordSlot<int> _word = new(1);
    private SeqLockSlot<long> _long = new(1);
    private SeqLockSlot<decimal> _decimal = new(1);
    private WordSlot<Meddler> _meddled;

    [Fact]
    public void A_count_on_a_word_is_made_upon_the_value_that_overtook_it()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.TrySet(100)), out int value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_one_load_is_made_upon_the_value_that_overtook_it()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.TrySet(100)), out long value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_is_made_upon_the_value_that_overtook_it()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.TrySet(100)), out decimal value);

        Assert.Equal((SlotResult.Done, 110, 110), (result, value, _decimal.Value));
    }

    [Fact]
    public void A_count_on_a_word_is_made_upon_the_last_of_several_values_that_overtook_it()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.TrySet(_word.Value + 100), times: 3), out int value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_one_load_is_made_upon_the_last_of_several_values_that_overtook_it()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.TrySet(_long.Value + 100), times: 3), out long value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_is_made_upon_the_last_of_several_values_that_overtook_it()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.TrySet(_decimal.Value + 100), times: 3), out decimal value);

        Assert.Equal((SlotResult.Done, 311, 311), (result, value, _decimal.Value));
    }

    [Fact]
    public void A_count_on_a_word_that_the_seal_overtakes_is_refused()
    {
        SlotResult result = _word.Update(new Interrupted<int>(10, () => _word.Seal()), out int value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _word.Value));
    }

    [Fact]
    public void A_count_on_one_load_that_the_seal_overtakes_is_refused()
    {
        SlotResult result = _long.Update(new Interrupted<long>(10, () => _long.Seal()), out long value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _long.Value));
    }

    [Fact]
    public void A_count_on_several_words_that_the_seal_overtakes_is_refused()
    {
        SlotResult result = _decimal.Update(new Interrupted<decimal>(10, () => _decimal.Seal()), out decimal value);

        Assert.Equal((SlotResult.Sealed, 1, 1), (result, value, _decimal.Value));
    }

    [Fact]
    public void One_attempt_that_was_overtaken_says_so_and_changes_nothing()
    {
        bool tried = _long.TryUpdate(new Interrupted<long>(10, () => _long.TrySet(100)), out _, out _);

        Assert.False(tried);
        Assert.Equal(100, _long.Value);
    }

    [Fact]
    public void A_word_that_was_written_while_it_was_compared_is_compared_again_before_it_is_sealed()
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
    public void A_word_that_was_sealed_while_it_was_compared_was_sealed_by_somebody_else()
    {
        Meddler.OnComparison = () => _meddled.Seal();

        bool sealedAt = _meddled.TrySealAt(default);

        Assert.False(sealedAt);
    }

    /// <summary>A value of one word that equals every other.</summary>
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
