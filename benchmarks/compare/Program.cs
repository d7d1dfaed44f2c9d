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

        return options.Suite is null ? await new Comparison(options).RunAsync().ConfigureAwait(false) : await SuiteProcess.RunHereAsync(options).ConfigureAwait(false);
    }
}
