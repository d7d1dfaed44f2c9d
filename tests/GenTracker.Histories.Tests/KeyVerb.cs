namespace GenTracker.Histories.Tests;

internal enum KeyVerb
{
    Find,
    Open,
    Stop,
}
