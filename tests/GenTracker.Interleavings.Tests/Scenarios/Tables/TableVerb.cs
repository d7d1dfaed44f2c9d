namespace GenTracker.Interleavings.Scenarios.Tables;

internal enum TableVerb
{
    Get,
    Find,
    Add,
    Replace,
    Remove,
    Show,
    Hide,
}
