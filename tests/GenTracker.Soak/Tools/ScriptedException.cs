using System;

namespace GenTracker.Soak.Tools;

/// <summary>What the soak's own code throws on purpose.</summary>
internal sealed class ScriptedException(string what) : Exception(what);
