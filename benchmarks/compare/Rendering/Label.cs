using System.Globalization;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>The label of a result beside its bar.</summary>
internal static class Label
{
    public static string Format(Result result)
    {
        string label = result.Operation.Replace("`", "", System.StringComparison.Ordinal);
        if (result.Children is > 0 and { } children)
            label += string.Create(CultureInfo.InvariantCulture, $", {Short(children)}");
        if (result.Threads > 1)
            label += $", {result.Threads} threads";
        return label + Variant(result);
    }

    private static string Short(int count) => count >= 1_000_000 ? $"{count / 1_000_000}M" : count >= 1_000 ? $"{count / 1_000}k" : $"{count}";

    // If there are two alternatives.
    private static string Variant(Result result) => result.Id.Split('/')[^1] switch
    {
        "pool" => " (Task.Run)",
        "opener" => " (opener's thread)",
        "itself" => " against 1k",
        _ => "",
    };
}
