using Devices;

await using DeviceTracker devices = new();
Device device = await devices.FindOrOpenAsync("pump", 502);
devices.IncrementPackets("pump", 3);
DeviceAttrs attrs = device.ReadAttrs();
Console.WriteLine($"{device.Address}: {attrs.Packets} packets");
