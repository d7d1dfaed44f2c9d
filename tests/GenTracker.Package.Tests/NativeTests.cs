using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The program <c>tests/GenTracker.Aot</c> under native AOT: a host, a restart, an adoption, a watcher, counters, indexes, metrics and recent exits.
/// </summary>
public partial class NativeTests(NativeProgram native) : IClassFixture<NativeProgram>
{
    /// <summary>Compilers and linkers of other builds differ by less; what a change of the library costs is seen.</summary>
    private const double Margin = 0.02;

    private const string BaselineFile = "tests/GenTracker.Package.Tests/native-size.linux-x64.txt";

    [Fact]
    public void It_is_published_without_a_warning() => native.Program.Log.Found();

    [Fact]
    public Task It_does_what_it_does_under_the_runtime() => native.Program.PrintsWhatItShouldAsync();

    [Fact]
    public void It_is_as_large_as_it_was()
    {
        long size = new FileInfo(native.Program.File).Length;
        long baseline = long.Parse(File.ReadAllText(Path.Combine(MarkdownDocument.Repository, BaselineFile)), CultureInfo.InvariantCulture);

        Assert.True(
            Math.Abs(size - baseline) <= baseline * Margin,
            $"The native program has {size} bytes; its baseline is {baseline}, and more than {Margin:P0} of difference is a change that somebody should look "
                + "at. "
                + $"If it is meant, write {size} into {BaselineFile}.");
    }

    [Fact]
    public void The_library_suppresses_no_warning_of_trimming_or_of_native_compilation()
    {
        string[] suppressing =
        [
            .. Directory.GetFiles(Path.Combine(MarkdownDocument.Repository, "src", "GenTracker"), "*.cs", SearchOption.AllDirectories)
                .Where(file => Suppression().IsMatch(File.ReadAllText(file))),
        ];

        Assert.Empty(suppressing);
        Assert.DoesNotContain(
            "NoWarn", File.ReadAllText(Path.Combine(MarkdownDocument.Repository, "src", "GenTracker", "GenTracker.csproj")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"UnconditionalSuppressMessage|RequiresUnreferencedCode|RequiresDynamicCode|RequiresAssemblyFiles|pragma warning disable\s+IL")]
    internal static partial Regex Suppression();
}
