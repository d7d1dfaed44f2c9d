namespace GenTracker.Contenders;

/// <summary>Cycles through a list of lookups. Each contender starts elsewhere in the list, so that none profits from the cache lines of another.</summary>
public struct Cursor(int length, int start)
{
    private int _at = start % length;

    /// <summary>Returns the next index.</summary>
    public int Next()
    {
        int at = _at;
        int next = at + 1;
        _at = next == length ? 0 : next;
        return at;
    }
}
