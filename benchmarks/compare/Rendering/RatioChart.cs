using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Draws ratios as bars with their spread, and the goals as marks.</summary>
internal static class RatioChart
{
    private const int Left = 380;
    private const int Right = 70;
    private const int Width = 900;
    private const int Row = 24;
    private const int Top = 46;
    private const double Most = 2.5;

    public static string Render(string title, IEnumerable<Result> results)
    {
        Result[] rows = [.. results];
        int height = Top + (rows.Length * Row) + 14;
        var drawing = new Drawing(Width, height, title);
        drawing.Text(12, 20, title);
        drawing.Text(12, 36, "Shorter is better. A thick mark is the goal, a thin line the spread from the 10th to the 90th percentile.", kind: "small");
        for (int i = 0; i < rows.Length; i++)
            DrawRow(drawing, rows[i], Top + (i * Row));
        drawing.Line(X(1), Top - 4, X(1), height - 12, "axis");
        drawing.Text(X(1), height - 2, "the same as the other", "middle", "small");
        return drawing.ToString();
    }

    private static void DrawRow(Drawing drawing, Result result, double top)
    {
        Spread ratio = result.Ratio!;
        drawing.Text(Left - 8, top + 15, Label.Format(result), "end");
        drawing.Rectangle(Left, top + 4, X(ratio.Median) - Left, Row - 9, result.IsReached == false ? "missed" : "ours");
        drawing.Line(X(ratio.P10), top + 11.5, X(ratio.P90), top + 11.5, "spread");
        if (result.Goal is { } goal)
            drawing.Line(X(goal), top + 1, X(goal), top + Row - 2, "goal");
        drawing.Text(Math.Max(X(ratio.Median), Math.Max(X(ratio.P90), X(result.Goal ?? 0))) + 6, top + 15, Figures.Ratio(ratio.Median));
    }

    private static double X(double ratio) => Left + (Math.Min(ratio, Most) / Most * (Width - Left - Right));
}
