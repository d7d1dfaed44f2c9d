namespace GenTracker.Contenders;

/// <summary>Goes round a list of lookups. Each contender has one of its own, elsewhere in the list, so that none finds what another has just warmed.</summary>
public struct Cursor(int length, int start)
{
    private int _at = start % length;

    /// <summary>The next index.</summary>
    public int Next()
    {
        int at = _at;
        int next = at + 1;
        _at = next == length ? 0 : next;
        return at;
    }
}
