using System.Composition;
using System.Reflection;
using GenTracker.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace GenTracker.Analyzers.Tests;

/// <summary>An editor finds fixes and refactorings by their attributes.</summary>
public class ExportTests
{
    private static readonly Type[] Types = [.. typeof(EditingCodeFix).Assembly.GetTypes().Where(static type => !type.IsAbstract)];

    [Fact]
    public void Editors_find_every_fix() => Assert.All(
        Types.Where(static type => type.IsAssignableTo(typeof(CodeFixProvider))),
        static type => AssertExported(type, type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages));

    [Fact]
    public void Editors_find_both_refactorings()
    {
        Type[] refactorings = [.. Types.Where(static type => type.IsAssignableTo(typeof(CodeRefactoringProvider)))];

        Assert.Equal(["TrackClassRefactoring", "TrackPropertyRefactoring"], refactorings.Select(static type => type.Name).Order());
        Assert.All(refactorings, static type => AssertExported(type, type.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()?.Languages));
    }

    private static void AssertExported(Type type, string[]? languages)
    {
        Assert.Equal(LanguageNames.CSharp, Assert.Single(languages ?? []));
        Assert.NotNull(type.GetCustomAttribute<SharedAttribute>());
        Assert.True(type.IsPublic);
    }
}
