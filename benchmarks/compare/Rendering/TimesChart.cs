using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Draws speedups as bars on a logarithmic scale, with the goals as marks.</summary>
internal static class TimesChart
{
    private const int Left = 340;
    private const int Right = 90;
    private const int Width = 900;
    private const int Row = 24;
    private const int Top = 46;
    private const double Decades = 6;

    public static string Render(string title, IEnumerable<Result> results)
    {
        Result[] rows = [.. results];
        int height = Top + (rows.Length * Row) + 20;
        var drawing = new Drawing(Width, height, title);
        drawing.Text(12, 20, title);
        drawing.Text(12, 36, "Longer is better; each step to the right is ten times as fast. A thick mark is the goal.", kind: "small");
        for (int decade = 0; decade <= Decades; decade++)
        {
            double times = Math.Pow(10, decade);
            drawing.Line(X(times), Top - 4, X(times), height - 16, "axis");
            drawing.Text(X(times), height - 4, times.ToString("#,0", CultureInfo.InvariantCulture), "middle", "small");
        }

        for (int i = 0; i < rows.Length; i++)
            DrawRow(drawing, rows[i], Top + (i * Row));
        return drawing.ToString();
    }

    private static void DrawRow(Drawing drawing, Result result, double top)
    {
        double times = 1 / result.Ratio!.Median;
        drawing.Text(Left - 8, top + 15, Label.Format(result), "end");
        drawing.Rectangle(Left, top + 4, X(times) - Left, Row - 9, result.IsReached == false ? "missed" : "ours");
        if (result.Goal is { } goal)
            drawing.Line(X(1 / goal), top + 1, X(1 / goal), top + Row - 2, "goal");
        drawing.Text(Math.Max(X(times), X(1 / (result.Goal ?? 1))) + 6, top + 15, Figures.Times(times));
    }

    private static double X(double times) => Left + (Math.Clamp(Math.Log10(times), 0, Decades) / Decades * (Width - Left - Right));
}
