namespace GenTracker.Interleavings.Scenarios.Tables;

internal enum TableCallKind
{
    Get,
    Find,
    Add,
    Replace,
    Remove,
    Show,
    Hide,
}
