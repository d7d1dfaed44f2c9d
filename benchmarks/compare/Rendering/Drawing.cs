using System.Globalization;
using System.Net;
using System.Text;

namespace GenTracker.Compare.Rendering;

/// <summary>An SVG drawing for light and dark pages: it has colors for both, and its own background.</summary>
internal sealed class Drawing(int width, int height, string title)
{
    private readonly StringBuilder _shapes = new();

    public void Rectangle(double x, double y, double width, double height, string kind) =>
        Add($"<rect class=\"{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\"/>");

    public void Line(double x1, double y1, double x2, double y2, string kind) =>
        Add($"<line class=\"{kind}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    /// <summary>Draws text. <paramref name="anchor"/> is start, middle or end.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string kind = "text") =>
        Add($"<text class=\"{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" role="img">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        .ground { fill: #ffffff }
        .text { fill: #24292f; font: 13px sans-serif }
        .small { fill: #57606a; font: 11px sans-serif }
        .ours { fill: #1a7f64 }
        .missed { fill: #bc4c00 }
        .theirs { fill: #8c959f }
        .axis { stroke: #8c959f; stroke-width: 1 }
        .goal { stroke: #24292f; stroke-width: 2 }
        .spread { stroke: #24292f; stroke-width: 1; opacity: 0.6 }
        @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117 }
        .text { fill: #e6edf3 }
        .small { fill: #9da7b3 }
        .ours { fill: #3fb68b }
        .missed { fill: #f0883e }
        .theirs { fill: #6e7681 }
        .axis { stroke: #6e7681 }
        .goal { stroke: #e6edf3 }
        .spread { stroke: #e6edf3 }
        }
        </style>
        <rect class="ground" width="{{width}}" height="{{height}}"/>
        {{_shapes.ToString().TrimEnd()}}
        </svg>

        """;

    private void Add(System.FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
