namespace GenTracker.Slots;

/// <summary>What became of an update, and the value that stands there now: in one, so that whoever asks a method of its own for it keeps both in registers.</summary>
internal readonly record struct Outcome<T>(SlotResult Result, T Value);
