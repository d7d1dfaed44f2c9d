using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>The original's defects in what its users can say and see.</summary>
public sealed class FaceDefectTests
{
    /// <summary>Original: a specification is any term, and one that is wrong is not even looked at where the child is there already.</summary>
    [Fact]
    public void D19_What_a_child_is_opened_with_is_typed()
    {
        ParameterInfo[] parameters =
            typeof(CameraTracker).GetMethods()
                .Single(method => method is { Name: "FindOrOpenAsync", IsGenericMethod: false } && method.GetParameters()[1].Name == "url").GetParameters();

        Assert.Equal(
            ["String key", "String url", "Action`1 script", "ChildOptions options", "CancellationToken cancellationToken"],
            parameters.Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}"));
    }

    /// <summary>Original: a conflicting specification is silently accepted. Here the first one's holds, and the child itself says which it was.</summary>
    [Fact]
    public void D19_The_first_callers_arguments_hold_and_can_be_seen()
    {
        var world = new CameraWorld();
        Task<Camera> first = world.Cameras.FindOrOpenAsync("tv1", "rtsp://first").AsTask();
        Task<Camera> second = world.Cameras.FindOrOpenAsync("tv1", "rtsp://second").AsTask();

        Camera child = world.World.Result(first);
        Camera hit = world.World.Result(world.Cameras.FindOrOpenAsync("tv1", "rtsp://third"));

        Assert.Same(child, world.World.Result(second));
        Assert.Same(child, hit);
        Assert.Equal("rtsp://first", child.Url);
    }

    /// <summary>Original: nobody is told of anything. Here: beginnings, restarts and ends, numbered, with the child's final attributes.</summary>
    [Fact]
    public void D23_Events_tell_of_every_beginning_and_end()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Transient);
        var ends = new RunEnds(world.World);
        var events = new List<(long Number, ChildEventKind Kind, long Bytes)>();
        Task reading = world.World.Async(async () =>
        {
            await foreach (ChildEvent<string, Camera> happened in world.Cameras.WatchAsync())
                events.Add((happened.Number, happened.Kind, happened.Child?.BytesIn ?? 0));
        });
        Camera first = world.Open("tv1", camera => camera.OnRun = ends.RunAsync);

        first.IncrementBytesIn(7);
        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));
        world.Stop("tv1");
        world.World.Finish(world.Cameras.CloseAsync());

        world.World.Finish(reading);
        Assert.Equal(
            [
                (1, ChildEventKind.Synced, 0),
                (2, ChildEventKind.Started, 0),
                (3, ChildEventKind.Terminated, 7),
                (4, ChildEventKind.Restarted, 0),
                (5, ChildEventKind.Terminated, 0),
            ],
            events);
    }
}
