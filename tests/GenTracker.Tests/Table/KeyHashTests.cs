using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>Distribution of the hashes: their upper bits select the cell of a key and their lower ones its tag.</summary>
public sealed class KeyHashTests
{
    private const int Keys = 64_000;

    public static TheoryData<string> FamiliesOfStrings =>
    [
        "{0}", "{0:D8}", "camera {0}", "a rather long name of a device, number {0}, in its house", "{0} and then something that is the same for all",
    ];

    [Fact]
    public void Every_character_of_a_key_of_every_length_counts()
    {
        foreach (int length in Enumerable.Range(1, 70))
        {
            string plain = new('x', length);
            IEnumerable<string> changed = Enumerable.Range(0, length).Select(at => plain[..at] + "y" + plain[(at + 1)..]);
            Assert.Equal(length + 1, changed.Append(plain).Select(static key => KeyHash.Compute(key)).Distinct().Count());
        }
    }

    [Fact]
    public void Keys_of_one_repeated_character_have_different_hashes() =>
        Assert.Equal(70, Enumerable.Range(0, 70).Select(static length => KeyHash.Compute(new string('x', length))).Distinct().Count());

    [Fact]
    public void Memory_around_the_characters_does_not_count()
    {
        foreach (int length in Enumerable.Range(0, 70))
        {
            string key = new('k', length);
            Assert.Equal(KeyHash.Compute(key), KeyHash.Compute($"/{key}?".AsSpan(1, length)));
            Assert.Equal(KeyHash.Compute(key), KeyHash.Compute($"abcdefghi{key}jklmnopqrstuvwxyz".AsSpan(9, length)));
        }
    }

    [Fact]
    public void No_characters_hash_as_the_empty_key() => Assert.Equal(KeyHash.Compute(""), KeyHash.Compute(default(ReadOnlySpan<char>)));

    [Theory]
    [MemberData(nameof(FamiliesOfStrings))]
    public void Strings_that_differ_in_a_number_have_different_hashes(string family) =>
        AssertDistinct([.. Enumerable.Range(0, Keys).Select(number => KeyHash.Compute(string.Format(CultureInfo.InvariantCulture, family, number)))]);

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4096)]
    [InlineData(-65536)]
    public void Equidistant_hash_codes_have_different_hashes(int step) =>
        AssertDistinct([.. Enumerable.Range(0, Keys).Select(number => KeyHash.Compute(unchecked((uint)(number * step))))]);

    [Fact]
    public void Keys_of_8_and_16_bytes_whose_hash_codes_all_collide_have_different_hashes()
    {
        AssertDifferentHashes(static word => (long)((word << 32) | word));
        AssertDifferentHashes(static word => (word << 32) | word);
        AssertDifferentHashes(static word => (nint)((word << 32) | word));
        AssertDifferentHashes(static word => TimeSpan.FromTicks((long)((word << 32) | word)));
        AssertDifferentHashes(static word => (Huge)((word << 32) | word));
        AssertDifferentHashes(static word => new Guid((int)word, 0, 0, BitConverter.GetBytes(word)));
        AssertDifferentHashes(static word => new Int128((word << 32) | word, (word << 32) | word));
        AssertDifferentHashes(static word => new UInt128((word << 32) | word, (word << 32) | word));
    }

    [Fact]
    public void Each_word_of_a_key_counts()
    {
        AssertDifferentHashes(static word => new Int128(word, 1), areCodesAlike: false);
        AssertDifferentHashes(static word => new Int128(1, word), areCodesAlike: false);
    }

    [Fact]
    public void Equal_keys_with_different_bits_have_one_hash() =>
        Assert.Equal(DefaultKeyComparer<decimal>.Hash(1.0m), DefaultKeyComparer<decimal>.Hash(1.00m));

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(-65536)]
    [InlineData(1L << 32)]
    [InlineData(1L << 48)]
    public void Equidistant_words_spread_over_the_table_with_any_secrets(long step)
    {
        const int Draws = 1_000;
        const int Codes = 2_000;
        const int Parts = 16;
        Random random = new(7);

        for (var draw = 0; draw < Draws; draw++)
        {
            ulong[] secrets = [.. Enumerable.Range(0, 3).Select(_ => ((ulong)random.NextInt64() << 1) | 1)];
            IEnumerable<uint> hashes = Enumerable.Range(0, Codes)
                .Select(number => KeyHash.Mix(unchecked((ulong)(number * step)), secrets[0], secrets[1], secrets[2]));
            int fullest = hashes.CountBy(static hash => hash >> 28).Max(static part => part.Value);
            Assert.True(fullest < 2 * Codes / Parts, $"Draw {draw}: {fullest} of {Codes} keys begin in one of {Parts} parts.");
        }
    }

    [Fact]
    public void There_are_four_secrets_and_none_is_zero()
    {
        FieldInfo[] fields = typeof(KeyHash).GetFields(BindingFlags.Static | BindingFlags.NonPublic);
        ulong[] secrets = [.. fields.Select(static field => field.GetValue(null)).OfType<ulong>()];

        Assert.Equal(4, secrets.Distinct().Count());
        Assert.DoesNotContain(0ul, secrets);
    }

    private static void AssertDifferentHashes<TKey>(Func<ulong, TKey> key, bool areCodesAlike = true)
        where TKey : notnull
    {
        TKey[] keys = [.. Enumerable.Range(0, Keys).Select(number => key((ulong)number))];
        Assert.Equal(areCodesAlike, keys.Select(static key => key.GetHashCode()).Distinct().Take(2).Count() == 1);
        AssertDistinct([.. keys.Select(DefaultKeyComparer<TKey>.Hash)]);
    }

    /// <summary>Asserts that very few hashes are equal and that there are many tags.</summary>
    private static void AssertDistinct(uint[] hashes)
    {
        Assert.InRange(hashes.Distinct().Count(), Keys * 99 / 100, Keys);
        Assert.InRange(hashes.Select(static hash => (byte)hash).Distinct().Count(), 8, 256);
    }

    private enum Huge : ulong;
}
