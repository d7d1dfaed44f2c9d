using System;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What errors say: what is wrong, of which tracker and key, and what to do.</summary>
public sealed class ErrorMessageTests
{
    [Fact]
    public void Errors_name_tracker_and_key_and_tell_the_remedy()
    {
        Assert.Equal(
            [
                "Tracker Room: no child runs under the key 7. Open it with FindOrOpenAsync, or use the Try form if it may be absent.",
                "Tracker Room: the child 7 has ended, so the write was refused. Find the child again by its key, or use the Try form if it may have ended.",
                "Tracker Room is closed: 7 was not opened.",
                "Tracker Room is full: 7 was not opened, because there are 3 children already (MaxChildren).",
                "Tracker Room: the key 7 is taken. Stop that child first, or use TryAddExisting if the key may be taken.",
                "Tracker Room: the start of child 7 failed: no source",
                "Tracker Room: to wait for 7 would never end, because 7 waits for the caller: Room/7 (start) -> Room/8 (end) -> Room/7 (start). Do not await "
                    + "this here: let the start or end return first.",
            ],
            [
                new ChildNotFoundException("Room", 7).Message,
                new ChildTerminatedException("Room", 7).Message,
                new TrackerClosedException("Room", 7).Message,
                new TrackerFullException("Room", 7, 3).Message,
                new ChildAlreadyExistsException("Room", 7).Message,
                new ChildStartException("Room", 7, new InvalidOperationException("no source")).Message,
                new WaitCycleException("Room", 7, [new("Room", 7, "start"), new("Room", 8, "end"), new("Room", 7, "start")]).Message,
            ]);
    }

    [Fact]
    public void A_child_without_a_key_says_why_it_has_none()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new Support.Probe().Key);

        Assert.Equal("The child has no key yet: it was neither opened nor adopted by a tracker.", failure.Message);
    }

    [Fact]
    public void A_write_to_a_sealed_child_of_no_tracker_says_so_without_a_key()
    {
        var probe = new Support.Probe();
        ((Runtime.ITracked<string>)probe).Seal();

        var refused = Assert.Throws<ChildTerminatedException>(() => probe.IncrementCount());

        Assert.Equal((null, null), (refused.TrackerName, refused.Key));
    }
}
