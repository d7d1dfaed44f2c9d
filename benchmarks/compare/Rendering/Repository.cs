using System;
using System.IO;

namespace GenTracker.Compare.Rendering;

/// <summary>Where the documents are.</summary>
internal static class Repository
{
    /// <summary>The folder that the solution is in, from that of the program upwards.</summary>
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
