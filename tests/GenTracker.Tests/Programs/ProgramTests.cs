using System;
using System.Globalization;
using Xunit;

namespace GenTracker.Tests.Programs;

/// <summary>
/// A tracker does with random programs what a small sequential model does. A failing program is shrunk until every command is needed.
/// GENTRACKER_PROGRAMS sets how many there are, GENTRACKER_SEED the first one.
/// </summary>
public sealed class ProgramTests
{
    private const int Parts = 4;

    private static readonly int First = Asked("GENTRACKER_SEED", 1);
    private static readonly int Count = Asked("GENTRACKER_PROGRAMS", 8_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_tracker_does_what_the_model_does_whatever_the_program(int part)
    {
        int from = First + (Count * part / Parts);

        (int Length, string Report)? failure = ProgramSearch.Find(from, First + (Count * (part + 1) / Parts) - from);

        Assert.True(failure is null, failure?.Report);
    }

    private static int Asked(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : otherwise;
}
