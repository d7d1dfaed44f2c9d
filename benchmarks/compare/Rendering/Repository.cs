using System;
using System.IO;

namespace GenTracker.Compare.Rendering;

/// <summary>Finds the files of the repository.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, above that of the program.</summary>
    public static string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "GenTracker.sln")))
                    return folder.FullName;
            }

            throw new InvalidOperationException("The program does not stand in the repository: the page has no place.");
        }
    }
}
