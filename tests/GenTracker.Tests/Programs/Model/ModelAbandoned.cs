namespace GenTracker.Tests.Programs.Model;

/// <summary>A child that was given up, until its code has ended.</summary>
internal sealed record ModelAbandoned(string Key, ModelChild Child, int Restarts);
