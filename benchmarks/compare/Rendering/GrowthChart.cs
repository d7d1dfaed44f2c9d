using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Draws how costs grow with the number of children: one panel for each operation, with both contenders.</summary>
internal static class GrowthChart
{
    private const int PanelWidth = 290;
    private const int Height = 260;
    private const int Top = 64;
    private const int Bottom = 44;
    private const int Bar = 34;

    public static string Render(string title, IReadOnlyList<(string Title, IReadOnlyList<Result> Results)> panels)
    {
        var drawing = new Drawing(PanelWidth * panels.Count, Height, title);
        drawing.Text(12, 20, title);
        drawing.Rectangle(12, 30, 10, 10, "ours");
        drawing.Text(26, 39, "GenTracker", kind: "small");
        drawing.Rectangle(102, 30, 10, 10, "theirs");
        drawing.Text(116, 39, "by hand", kind: "small");
        for (int i = 0; i < panels.Count; i++)
            DrawPanel(drawing, panels[i].Title, panels[i].Results, i * PanelWidth);
        return drawing.ToString();
    }

    private static void DrawPanel(Drawing drawing, string title, IReadOnlyList<Result> results, int left)
    {
        double most = results.Max(result => Math.Max(result.OurCost.Median, result.TheirCost?.Median ?? 0));
        double ground = Height - Bottom;
        double group = (PanelWidth - 20.0) / Math.Max(results.Count, 1);
        for (int i = 0; i < results.Count; i++)
        {
            double middle = left + 10 + (group * (i + 0.5));
            DrawBar(results[i].OurCost, middle - Bar - 1, "ours", results[i].Unit);
            if (results[i].TheirCost is { } theirs)
                DrawBar(theirs, middle + 1, "theirs", results[i].Unit);
            drawing.Text(middle, ground + 14, Figures.Count(results[i].Children ?? 0), "middle", "small");
        }

        drawing.Line(left + 10, ground, left + PanelWidth - 10, ground, "axis");
        drawing.Text(left + (PanelWidth / 2), Height - 10, title, "middle");

        void DrawBar(Spread cost, double x, string kind, string unit)
        {
            double height = cost.Median / most * (ground - Top);
            drawing.Rectangle(x, ground - height, Bar, height, kind);
            drawing.Text(x + (Bar / 2), ground - height - 4, Figures.Cost(cost, unit), "middle", "small");
        }
    }
}
