namespace GenTracker.Orleans.Stores;

/// <summary>The answer of <see cref="IClusterStore.AcquireAsync"/>.</summary>
/// <param name="Status">What was done.</param>
/// <param name="Record">
/// The row after the call, if there is one. Of an acquisition: with its new epoch, and with the <see cref="KeyRecord.Final"/> that the row had before, which
/// is deleted from it.
/// </param>
public readonly record struct AcquireResult(AcquireStatus Status, KeyRecord? Record);
