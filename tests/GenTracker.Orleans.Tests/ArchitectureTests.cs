using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace GenTracker.Orleans.Tests;

/// <summary>What the package may use, and what may use what in it.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Library = typeof(TrackerOptions).Assembly;

    [Fact]
    public void The_package_depends_on_the_library_orleans_and_the_framework_alone() => Assert.All(
        typeof(TrackerClusterOptions).Assembly.GetReferencedAssemblies(),
        static name => Assert.Matches(@"^GenTracker$|^Orleans\.|^Microsoft\.|^System\.", name.Name));

    [Fact]
    public void The_library_knows_nothing_of_orleans() => Assert.DoesNotContain(
        Library.GetReferencedAssemblies(), static name => name.Name!.Contains("Orleans", StringComparison.Ordinal));

    [Fact]
    public void The_package_sees_of_the_library_what_everybody_sees() => Assert.DoesNotContain(
        Library.GetCustomAttributes<InternalsVisibleToAttribute>(), static friend => friend.AssemblyName.Contains("Orleans", StringComparison.Ordinal));

    [Theory]
    [InlineData("Stores", @"GenTracker\.Orleans|Orleans")]
    [InlineData("Owning", @"GenTracker\.Orleans\.Hosting|Orleans")]
    [InlineData("Runtime", @"GenTracker\.Orleans\.Hosting")]
    public void A_folder_uses_only_what_it_may(string folder, string mustNot)
    {
        string[] forbidden =
        [
            .. Directory.GetFiles(Path.Combine(Sources(), folder), "*.cs")
                .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"^using ({mustNot})(\.\w+)*;", RegexOptions.Multiline)),
        ];

        Assert.Empty(forbidden);
    }

    [Fact]
    public void A_namespace_is_a_folder() => Assert.All(
        Directory.GetFiles(Sources(), "*.cs", SearchOption.AllDirectories).Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)),
        static file =>
        {
            string name = Namespace().Match(File.ReadAllText(file)).Groups[1].Value;
            string folder = Path.GetRelativePath(Sources(), Path.GetDirectoryName(file)!);
            if (!name.StartsWith("Microsoft.", StringComparison.Ordinal) && !name.StartsWith("Orleans.", StringComparison.Ordinal))
                Assert.Equal(folder == "." ? "GenTracker.Orleans" : $"GenTracker.Orleans.{folder}", name);
        });

    private static string Sources([CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "src", "GenTracker.Orleans"));

    [GeneratedRegex("^namespace (.*);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
