using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>The pictures of the documents. Only a run with UPDATE_SCREENSHOTS=1 writes them.</summary>
internal static class Pictures
{
    /// <summary>Takes the picture of a tab, and writes it if that was asked for.</summary>
    public static async Task KeepAsync(Tab tab, string name)
    {
        byte[] picture = await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled });
        string path = Path.Combine(GetFolder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1")
            await File.WriteAllBytesAsync(path, picture);
        Assert.True(File.Exists(path), $"{path} is missing: run this test with UPDATE_SCREENSHOTS=1.");
    }

    private static string GetFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "images"));
}
