namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT0015.</summary>
public class MarkedDefaultTests
{
    [Theory]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[RequiresUnreferencedCode(\"x\")] private static int Make() => 1;")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[RequiresDynamicCode(\"x\")] private static int Make() => 1;")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[RequiresAssemblyFiles(\"x\")] private static int Make => 1;")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "private static int Make { [RequiresUnreferencedCode(\"x\")] get => 1; }")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[SupportedOSPlatform(\"windows\")] private static readonly int Make = 1;")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[Obsolete] private static int Make() => 1;")]
    [InlineData("{|GT0015:DefaultFrom = \"Make\"|}", "[Obsolete(\"x\", true)] private static int Make() => 1;")]
    [InlineData("{|GT0015:DefaultFrom = nameof(Make)|}", "[Experimental(\"ACME001\")] private static int Make() => 1;")]
    public Task Reports_members_whose_users_are_warned(string option, string member) => Verify.NoCodeFixAsync(Source("", option, member));

    [Theory]
    [InlineData("", "DefaultFrom = nameof(Make)", "private static int Make() => 1;")]
    [InlineData("", "DefaultFrom = nameof(Make)", "[EditorBrowsable(EditorBrowsableState.Never), CLSCompliant(false)] private static int Make() => 1;")]
    [InlineData("[RequiresUnreferencedCode(\"x\")]", "DefaultFrom = nameof(Make)", "[RequiresUnreferencedCode(\"x\")] private static int Make() => 1;")]
    [InlineData("[Obsolete]", "DefaultFrom = \"Make\"", "[Obsolete] private static int Make() => 1;")]
    [InlineData("[Experimental(\"ACME001\")]", "DefaultFrom = \"Make\"", "[Experimental(\"ACME001\")] private static int Make() => 1;")]
    public Task Allows_members_without_a_warning_and_marked_classes(string ofClass, string option, string member) =>
        Verify.AnalyzerAsync(Source(ofClass, option, member));

    private static string Source(string ofClass, string option, string member) => $$"""
        using System;
        using System.ComponentModel;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.Versioning;
        using GenTracker;

        [Tracker]{{ofClass}} public partial class Room { [TrackedAttr({{option}})] public partial int Size { get; set; } {{member}} }
        """;
}
