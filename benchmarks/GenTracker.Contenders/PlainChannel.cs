namespace GenTracker.Contenders;

/// <summary>An untracked object with the attributes of a <see cref="Tracked.Channel"/> as plain fields.</summary>
public sealed class PlainChannel(string key)
{
    public string Key => key;

    public bool Hds { get; set; }

    public long BytesIn { get; set; }

    public int Viewers { get; set; }

    public string Title { get; set; } = "untitled";
}
