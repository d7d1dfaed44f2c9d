namespace GenTracker.Histories.Tests;

/// <summary>A call about a key.</summary>
internal enum KeyCall
{
    Find,
    Open,
    Stop,
}
