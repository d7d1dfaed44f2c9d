using System;
using System.Text.Json;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What System.Text.Json's reflection makes of what a tracker hands out. Its generator, and Newtonsoft.Json, are tested with the package.</summary>
public sealed class SerializationTests : IDisposable
{
    private const string RunningChild = """{"Hds":false,"BytesIn":1316,"Viewers":0,"Title":"untitled","Name":"tv1 on 7","Key":"tv1","Incarnation":1}""";

    private readonly World _world = new();
    private readonly StreamTracker _streams;
    private readonly Stream _tv1;

    public SerializationTests()
    {
        _streams = new StreamTracker(_world.Options);
        _tv1 = _world.Result(_streams.FindOrOpenAsync("tv1", 7));
        _tv1.IncrementBytesIn(1316);
    }

    public void Dispose() => _world.Finish(_streams.DisposeAsync().AsTask());

    [Fact]
    public async Task A_running_child_is_serialized_at_once_as_its_key_its_incarnation_and_its_public_properties() =>
        Assert.Equal(RunningChild, await SerializeAsync(_tv1));

    [Fact]
    public async Task An_ended_child_is_serialized_with_its_final_attributes()
    {
        _tv1.Title = "news";
        _world.Result(_streams.StopAsync("tv1"));

        Assert.Equal(RunningChild.Replace("untitled", "news", StringComparison.Ordinal), await SerializeAsync(_tv1));
    }

    [Fact]
    public async Task A_tracker_is_serialized_as_the_array_of_its_running_children() =>
        Assert.Equal($"[{RunningChild}]", await SerializeAsync(_streams));

    [Fact]
    public async Task The_attributes_are_serialized_by_name() =>
        Assert.Equal("""{"Hds":false,"BytesIn":1316,"Viewers":0,"Title":"untitled"}""", await SerializeAsync(_tv1.ReadAttrs()));

    [Fact]
    public void An_object_that_was_never_opened_is_refused_because_it_has_no_key()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(new Stream("tv2", 1)));

        Assert.Equal("The child has no key yet: it was neither opened nor adopted by a tracker.", refused.Message);
    }

    [Fact]
    public async Task A_list_of_children_is_serialized_with_their_last_exits_and_without_their_exceptions()
    {
        var failing = new SeatsTracker(_world.Options);
        var runs = new RunEnds(_world);
        _world.Result(failing.FindOrOpenAsync("blue", runs, new ChildOptions { Restart = RestartPolicy.Permanent }));
        runs.Fail(new InvalidOperationException("of no concern to a client"));

        string json = await SerializeAsync(failing.GetChildren());
        _world.Finish(failing.DisposeAsync().AsTask());

        JsonElement exit = JsonDocument.Parse(json).RootElement[0].GetProperty("LastExit");
        Assert.Equal((int)ExitReason.Failed, exit.GetProperty("Reason").GetInt32());
        Assert.False(exit.TryGetProperty("Exception", out _));
        Assert.DoesNotContain("concern", json, StringComparison.Ordinal);
    }

    /// <summary>On the pool, so that a serializer that waits for the end of a child fails the test and does not hang it.</summary>
    private static async Task<string> SerializeAsync<T>(T value) =>
        await Task.Run(() => JsonSerializer.Serialize(value)).WaitAsync(TimeSpan.FromSeconds(30));
}
