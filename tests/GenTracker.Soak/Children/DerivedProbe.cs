using Microsoft.Extensions.Logging.Abstractions;

namespace GenTracker.Soak.Children;

/// <summary>A child of another type in the same tracker, without services.</summary>
internal sealed class DerivedProbe(string key, ChildScript script) : ProbeChild(key, script, new ScopedService(), NullLogger<ProbeChild>.Instance);
