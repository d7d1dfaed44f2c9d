using System;
using System.Globalization;
using Xunit;

namespace GenTracker.Tests.Programs;

/// <summary>
/// Random programs over a tracker do what a small sequential model says. What fails is shrunk to a program of which no step can be left out.
/// GENTRACKER_PROGRAMS says how many there are, GENTRACKER_SEED which is the first.
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
