namespace GenTracker.Contenders;

/// <summary>The user's own object: the attributes of a <see cref="Tracked.Channel"/> as plain fields, tracked by nobody.</summary>
public sealed class PlainChannel(string key)
{
    public string Key => key;

    public bool Hds { get; set; }

    public long BytesIn { get; set; }

    public int Viewers { get; set; }

    public string Title { get; set; } = "untitled";
}
