namespace Library;

/// <summary>How important something is.</summary>
public enum Priority
{
    /// <summary>As everything.</summary>
    Normal,

    /// <summary>More than others.</summary>
    High,
}
