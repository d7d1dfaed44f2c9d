using System;

namespace LiveStreams;

/// <summary>Which names streams may have: they stand in URLs, in logs and on pages.</summary>
public static class StreamName
{
    private const int MaxLength = 64;

    /// <summary><c>GET /live/tv1.ts</c> is the stream tv1.</summary>
    private const string Extension = ".ts";

    /// <summary>The rule in words.</summary>
    public static readonly string Rule =
        $"A stream's name has at most {MaxLength} letters, digits, '-', '_' and '.', begins with a letter or a digit, and does not end with '{Extension}'.";

    /// <summary>Whether a stream may have this name.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength || !char.IsLetterOrDigit(name[0]) || name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (char letter in name)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        }
        return true;
    }
}
