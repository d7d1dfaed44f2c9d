namespace GenTracker.Tests.Programs.Model;

/// <summary>A child that was abandoned, until its code has ended.</summary>
internal sealed record ModelAbandoned(string Key, ModelChild Child, int Restarts);
