using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Options;

namespace LiveStreams.Sources;

/// <summary>The streams that are opened on demand: the configuration's section <c>Sources</c>.</summary>
public sealed class SourceCatalog
{
    private readonly FrozenDictionary<string, IStreamSource> _sources;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="InvalidOperationException">A source is none of <c>demo</c>, <c>file:PATH</c> and an address,
    /// or its name is not one that a stream may have.</exception>
    public SourceCatalog(IOptions<LiveOptions> options, TimeProvider time)
    {
        Dictionary<string, IStreamSource> sources = [];
        foreach ((string name, string source) in options.Value.Sources)
        {
            if (!StreamName.IsValid(name))
                throw new InvalidOperationException($"Sources:{name} cannot be asked for. {StreamName.Rule}");
            sources[name] = source switch
            {
                "demo" => new DemoSource(time),
                _ when source.StartsWith("file:", StringComparison.Ordinal) => new FileSource(Path.GetFullPath(source["file:".Length..]), time),
                _ when Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" => new HttpSource(address),
                _ => throw new InvalidOperationException($"Sources:{name} is '{source}', which is neither 'demo' nor 'file:PATH' nor 'http://…'."),
            };
        }
        _sources = sources.ToFrozenDictionary();
    }

    /// <summary>The names of these streams, in order.</summary>
    public IEnumerable<string> Names => _sources.Keys.Order(StringComparer.Ordinal);

    /// <summary>The source of the stream of that name, if it is one that is opened on demand.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IStreamSource? source) => _sources.TryGetValue(name, out source);
}
