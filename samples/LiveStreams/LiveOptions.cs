using System;
using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;

namespace LiveStreams;

/// <summary>The server's settings, at the root of its configuration.</summary>
public sealed class LiveOptions
{
    /// <summary>The streams that are opened on demand: name and <c>demo</c>, <c>file:PATH</c> or the address of another server's stream.</summary>
    public Dictionary<string, string> Sources { get; } = [];

    /// <summary>How long a stream that was opened on demand may have no viewers before it retires.</summary>
    [Range(1, 3600)]
    public int IdleSeconds { get; set; } = 10;

    /// <summary>How long a source may give nothing before its stream fails.</summary>
    [Range(3, 3600)]
    public int StallSeconds { get; set; } = 10;

    /// <summary>How many viewers one stream may have.</summary>
    [Range(1, 1_000_000)]
    public int MaxViewers { get; set; } = 1000;

    /// <summary>How much may wait for one viewer before packets are dropped for it.</summary>
    [Range(128, 1 << 20)]
    public int ViewerBufferKilobytes { get; set; } = 1024;

    /// <summary><see cref="IdleSeconds"/> as a time.</summary>
    public TimeSpan IdleTime => TimeSpan.FromSeconds(IdleSeconds);

    /// <summary><see cref="StallSeconds"/> as a time.</summary>
    public TimeSpan StallTime => TimeSpan.FromSeconds(StallSeconds);
}
