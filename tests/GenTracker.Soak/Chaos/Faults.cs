namespace GenTracker.Soak.Chaos;

/// <summary>The faults of one incarnation, each null if that part of its code behaves.</summary>
/// <param name="Milliseconds">How long what is slow takes. If odd, what hangs ends with an exception.</param>
internal sealed record Faults(FaultKind? Constructor, FaultKind? Start, FaultKind? Run, FaultKind? AfterTerminate, FaultKind? Disposal, int Milliseconds);
