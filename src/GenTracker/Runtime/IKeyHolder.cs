namespace GenTracker.Runtime;

/// <summary>Who holds a key, for those who must tell holders apart and name them in exceptions.</summary>
internal interface IKeyHolder
{
    string TrackerName { get; }

    object KeyObject { get; }
}
