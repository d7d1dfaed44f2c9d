// Devices of several kinds in one tracker, with an abstract tracked class.
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using GenTracker;

namespace Corpus.DeviceGateway;

public readonly record struct DeviceId(string Vendor, int Serial)
{
    public override string ToString() => $"{Vendor}-{Serial}";
}

[Tracker<DeviceId>(Name = "devices")]
public abstract partial class Device(DeviceId key, IPEndPoint address) : ITrackedChild, IAsyncDisposable
{
    private TcpClient? _client;

    public IPEndPoint Address => address;

    [TrackedAttr] public partial long FramesIn { get; }
    [TrackedAttr] public partial long FramesOut { get; }
    [TrackedAttr(Survives = true)] public partial int Reconnects { get; private set; }
    [TrackedAttr(Striped = true)] public partial long Samples { get; }
    [TrackedAttr] public partial float Battery { get; protected set; }
    [TrackedAttr(Default = "unknown")] public partial string Firmware { get; protected set; }
    [TrackedAttr] public partial decimal EnergyPrice { get; set; }

    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        _client = new TcpClient { NoDelay = true };
        await _client.ConnectAsync(address, cancellationToken);
        if (Incarnation > 1)
        {
            IncrementReconnects();
        }
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        PipeReader reader = PipeReader.Create(Stream);
        while (true)
        {
            ReadResult read = await reader.ReadAsync(stoppingToken);
            var rest = read.Buffer;
            while (TryReadFrame(ref rest, out byte[] frame))
            {
                IncrementFramesIn();
                await OnFrameAsync(frame, stoppingToken);
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                throw new EndOfStreamException($"{key} has hung up.");
            }
        }
    }

    public virtual Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        _client?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected NetworkStream Stream => _client?.GetStream() ?? throw new InvalidOperationException("The device was not started.");

    protected abstract Task OnFrameAsync(byte[] frame, CancellationToken stoppingToken);

    protected async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken stoppingToken)
    {
        byte[] head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, frame.Length);
        await Stream.WriteAsync(head, stoppingToken);
        await Stream.WriteAsync(frame, stoppingToken);
        IncrementFramesOut();
    }

    private static bool TryReadFrame(ref System.Buffers.ReadOnlySequence<byte> rest, out byte[] frame)
    {
        frame = [];
        if (rest.Length < 4)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[4];
        System.Buffers.BuffersExtensions.CopyTo(rest.Slice(0, 4), head);
        int length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (rest.Length < 4 + length)
        {
            return false;
        }

        frame = System.Buffers.BuffersExtensions.ToArray(rest.Slice(4, length));
        rest = rest.Slice(4 + length);
        return true;
    }
}

public sealed class Thermometer(DeviceId key, IPEndPoint address, double offset) : Device(key, address)
{
    private double _sum;
    private int _count;

    public double Average => _count == 0 ? double.NaN : _sum / _count;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        Firmware = "thermo";
    }

    protected override Task OnFrameAsync(byte[] frame, CancellationToken stoppingToken)
    {
        _sum += BitConverter.ToDouble(frame) + offset;
        _count++;
        IncrementSamples(1);
        return Task.CompletedTask;
    }
}

public sealed class Meter(DeviceId key, IPEndPoint address, Action<decimal> bill) : Device(key, address)
{
    private decimal _energy;

    public override async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        _energy = decimal.Round(_energy, 3);
        bill(_energy * EnergyPrice);
        await base.AfterTerminateAsync(exit, cancellationToken);
    }

    protected override async Task OnFrameAsync(byte[] frame, CancellationToken stoppingToken)
    {
        _energy += frame.Length;
        Battery = frame[0] / 255f;
        IncrementSamples(frame.Length);
        await SendAsync(frame.AsMemory(0, 1), stoppingToken);
    }
}

public sealed class Gateway(DeviceTracker devices, Action<decimal> bill)
{
    public ValueTask<Device> ConnectAsync(DeviceId id, IPEndPoint address, CancellationToken cancellationToken) => id.Vendor switch
    {
        "thermo" => devices.FindOrOpenAsync(id, key => new Thermometer(key, address, offset: 0.5), cancellationToken: cancellationToken),
        _ => devices.FindOrOpenAsync(
            id,
            (address, bill),
            static (key, state, _) => new Meter(key, state.address, state.bill),
            new ChildOptions { Restart = RestartPolicy.Permanent, StopTimeout = TimeSpan.FromSeconds(1) },
            cancellationToken),
    };

    public double? AverageOf(DeviceId id) => devices.Find(id) is Thermometer thermometer ? thermometer.Average : null;

    public void Reprice(string vendor, decimal price)
    {
        foreach (Device device in devices)
        {
            if (device.Key.Vendor == vendor)
            {
                device.EnergyPrice = price;
            }
        }
    }

    public (int Running, int Restarting) States()
    {
        int running = 0, restarting = 0;
        foreach (ChildInfo<DeviceId, Device> info in devices.GetChildren())
        {
            _ = info.State switch
            {
                ChildState.Running => running++,
                ChildState.Restarting => restarting++,
                _ => 0,
            };
        }

        return (running, restarting);
    }

    public void CountSamples(IReadOnlyDictionary<DeviceId, int> samples)
    {
        foreach ((DeviceId id, int count) in samples)
        {
            if (!devices.TryIncrementSamples(id, count))
            {
                Console.Error.WriteLine($"{id} is not connected");
            }
        }
    }
}
