using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders;

namespace GenTracker.Compare;

/// <summary>Lists the machine code of the contenders, as the optimizing compiler produces it without a profile.</summary>
internal static class MachineCode
{
    /// <summary>Lists the methods that match a pattern of the runtime, such as <c>*Contenders:Counter</c>. Blanks separate several patterns.</summary>
    public static async Task<string> ListAsync(string methods)
    {
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(MachineCode).Assembly.Location, CompareOptions.Compile])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_JitDisasm"] = methods, ["DOTNET_TieredCompilation"] = "0" },
        };
        using Process process = Process.Start(start)!;
        string listings = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? listings : throw new InvalidOperationException($"The process that compiles ended with {process.ExitCode}:\n{listings}");
    }

    /// <summary>Compiles all methods of all contenders in this process. The environment variables set by the parent process select the listings.</summary>
    public static void Compile()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (MethodInfo method in typeof(CountContenders).Assembly.GetTypes()
            .Where(static type => type.Name.EndsWith("Contenders", StringComparison.Ordinal)).SelectMany(static type => type.GetMethods(All)))
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }
}
