using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Parity;

/// <summary>A tracker of cameras, with the generated members that a user has, in a world that the test decides.</summary>
internal sealed class CameraWorld
{
    public CameraWorld(Action<TrackerOptions>? configure = null)
    {
        World = new World(configure);
        Cameras = new CameraTracker(World.Options);
    }

    public World World { get; }

    public CameraTracker Cameras { get; }

    /// <summary>Every key with its state, in order.</summary>
    public IEnumerable<(string Key, ChildState State)> States => Cameras.GetChildren().Select(info => (info.Key, info.State)).Order();

    /// <summary>Begins to open a camera, and runs what can run.</summary>
    public Task<Camera> BeginOpen(string key, Action<Camera>? script = null, ChildOptions? options = null)
    {
        Task<Camera> opening = Cameras.FindOrOpenAsync(key, "rtsp://" + key, script, options).AsTask();
        World.Settle();
        return opening;
    }

    /// <summary>Opens a camera and runs its start.</summary>
    public Camera Open(string key, Action<Camera>? script = null, ChildOptions? options = null) => World.Result(BeginOpen(key, script, options));

    /// <summary>Stops a camera and runs its end.</summary>
    public bool Stop(string key) => World.Result(Cameras.StopAsync(key));
}
