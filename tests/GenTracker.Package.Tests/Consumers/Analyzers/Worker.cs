using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text.Json.Serialization;
using GenTracker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: CLSCompliant(true)]

namespace Acme;

#pragma warning disable ACME001, ACME002, CS0618

[Experimental("ACME001")] public sealed class Codec;

[Obsolete("old", DiagnosticId = "ACME002")] public sealed class OldCodec;

[Obsolete("gone", true)] public sealed class GoneCodec;

[Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase)]
public sealed partial class Worker(
    string key,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type handler,
    Codec? codec,
    [Injected] ILogger<Worker> log,
    [FromKeyedServices("wall")] TimeProvider time,
    [AllowNull] string name = null!,
    [CallerLineNumber] int line = 0) : ITrackedChild
{
    private string? cached = "";

    [TrackedAttr, Range(0, 9), JsonPropertyName("in")] public partial long BytesIn { get; }
    [TrackedAttr(Striped = true)] public partial ulong BytesOut { get; }
    [TrackedAttr(Survives = true)] public partial int Viewers { get; private set; }
    [TrackedAttr] public partial TimeSpan Busy { get; }
    [TrackedAttr, NotNull] public partial string? Title { get; set; }
    [TrackedAttr(Default = "")] public partial string Text { get; [MemberNotNull(nameof(cached))] set; }
    [TrackedAttr] public partial OldCodec? Old { get; set; }
    [TrackedAttr, Obsolete("gone", true)] public partial GoneCodec? Gone { get; set; }
    [TrackedAttr, DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] public partial Type? Kind { get; set; }
    [TrackedAttr, SupportedOSPlatform("windows")] public partial Guid Session { get; set; }
    [TrackedAttr] internal partial decimal Price { get; set; }

    public int Length => this.cached?.Length ?? 0;

    public void Reset() => this.cached = null;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        log.LogInformation("{Key} {Codec} {Name} {Line}", key, codec, name, line);
        _ = Activator.CreateInstance(handler);
        await Task.Delay(TimeSpan.FromMilliseconds(1), time, stoppingToken);
    }
}

[Tracker<Guid>, Obsolete("old", DiagnosticId = "ACME002"), SupportedOSPlatform("linux")]
public partial class Script : ITrackedChild
{
    [RequiresUnreferencedCode("loads"), RequiresDynamicCode("loads"), RequiresAssemblyFiles("loads")] public Script(string path) => _ = path;

    [Experimental("ACME001")] public Script(GoneCodecs codecs, params int[] numbers) => _ = (codecs, numbers);

    [TrackedAttr, Experimental("ACME001")] public partial long Runs { get; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}

[Experimental("ACME001")] public enum GoneCodecs { None, All }
