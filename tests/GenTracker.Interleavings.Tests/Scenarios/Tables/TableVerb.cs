namespace GenTracker.Interleavings.Scenarios.Tables;

internal enum TableVerb
{
    Find,
    Add,
    Replace,
    Remove,
}
