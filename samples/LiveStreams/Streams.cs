using System.Threading;
using System.Threading.Tasks;
using LiveStreams.Sources;
using Microsoft.Extensions.Options;

namespace LiveStreams;

/// <summary>The streams as viewers ask for them: one that is opened on demand is opened by the first who asks.</summary>
public sealed class Streams(LiveStreamTracker tracker, SourceCatalog sources, IOptions<LiveOptions> options)
{
    /// <summary>Finds the stream, or opens it if it is one that is opened on demand; null if there is no such stream.</summary>
    public async ValueTask<LiveStream?> FindOrOpenAsync(string name, CancellationToken cancellationToken) =>
        sources.TryGet(name, out IStreamSource? source)
            ? await tracker.FindOrOpenAsync(name, source, options.Value.IdleTime, cancellationToken: cancellationToken)
            : tracker.Find(name);
}
