using System;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The promises in thousands of orders of events. A failure names its seed: play it alone to see it again.</summary>
public sealed class InterleavingTests
{
    private const int SeedsOfEach = 500;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_order_of_events_keeps_the_promises(int part) => Play(part, hasDeafChildren: false);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Every_order_of_events_keeps_the_promises_among_children_that_do_not_heed_their_tokens(int part) => Play(part, hasDeafChildren: true);

    private static void Play(int part, bool hasDeafChildren)
    {
        for (int seed = part * SeedsOfEach; seed < (part + 1) * SeedsOfEach; seed++)
        {
            try
            {
                new Scenario(seed, hasDeafChildren).Play();
            }
            catch (Exception failure)
            {
                Assert.Fail($"Seed {seed}{(hasDeafChildren ? ", with deaf children" : "")}: {failure}");
            }
        }
    }
}
