using System;
using System.Threading.Tasks;

namespace GenTracker.Compare;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (!CompareOptions.TryParse(arguments, out CompareOptions? options, out string? error))
        {
            Console.Error.WriteLine(error);
            return 2;
        }

        if (options.CompilesOnly)
        {
            MachineCode.Compile();
            return 0;
        }

        if (options.Code is { } methods)
        {
            Console.Write(await MachineCode.ListAsync(methods).ConfigureAwait(false));
            return 0;
        }

        return options.Suite is null
            ? await new Comparison(options).RunAsync().ConfigureAwait(false)
            : await SuiteProcess.RunHereAsync(options).ConfigureAwait(false);
    }
}
