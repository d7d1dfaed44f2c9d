using System;

namespace GenTracker.Soak.Support;

/// <summary>What the soak's own code throws on purpose.</summary>
internal sealed class FaultException(string what) : Exception(what);
