using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Microsoft.Extensions.Options;

namespace LiveStreams.Sources;

/// <summary>The streams that are opened on demand: the configuration's section <c>Sources</c>.</summary>
public sealed class SourceCatalog
{
    private readonly FrozenDictionary<string, IStreamSource> _sources;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="InvalidOperationException">A source is neither <c>demo</c> nor <c>file:PATH</c>.</exception>
    public SourceCatalog(IOptions<LiveOptions> options, TimeProvider time)
    {
        Dictionary<string, IStreamSource> sources = [];
        foreach ((string name, string source) in options.Value.Sources)
        {
            sources[name] = source switch
            {
                "demo" => new DemoSource(time),
                _ when source.StartsWith("file:", StringComparison.Ordinal) => new FileSource(Path.GetFullPath(source["file:".Length..]), time),
                _ => throw new InvalidOperationException($"Sources:{name} is '{source}', which is neither 'demo' nor 'file:PATH'."),
            };
        }
        _sources = sources.ToFrozenDictionary();
    }

    /// <summary>The source of the stream of that name, if it is one that is opened on demand.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IStreamSource? source) => _sources.TryGetValue(name, out source);
}
