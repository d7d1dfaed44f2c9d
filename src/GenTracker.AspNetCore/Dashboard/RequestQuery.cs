using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>The query of a request. Whatever does not parse is refused, by name.</summary>
internal readonly struct RequestQuery(IQueryCollection query)
{
    /// <summary>Longer texts fit nothing.</summary>
    private const int MaxLength = 1_024;

    public string? GetOrNull(string name)
    {
        StringValues values = query[name];
        if (values.Count > 1)
            throw new RequestProblemException(400, $"The query has more than one {name}.");
        string? value = values.Count == 0 ? null : values[0];
        return value is not { Length: > MaxLength }
            ? value
            : throw new RequestProblemException(400, $"{name} has {value.Length} characters; at most {MaxLength} are allowed.");
    }

    public string Require(string name) =>
        GetOrNull(name) ?? throw new RequestProblemException(400, $"The query has no {name}.");

    public int GetInteger(string name, int defaultValue, int min, int max)
    {
        if (GetOrNull(name) is not { Length: > 0 } text)
            return defaultValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
            ? value
            : throw new RequestProblemException(400, $"{name} must be a whole number from {min} to {max}.");
    }

    public bool GetSwitch(string name) => GetOrNull(name) switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new RequestProblemException(400, $"{name} must be true or false."),
    };
}
