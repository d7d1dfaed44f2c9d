using System;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>The check that every run undergoes can fail.</summary>
public class PipelinePurityTests
{
    private static readonly CSharpCompilation Compilation = TestCompilation.Create("class A { int B => 5; }");

    public static TheoryData<string> Kinds => ["symbol", "compilation", "node", "tree", "location", "reference", "model", "text", "token"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_object_that_must_not_be_kept_is_found_at_any_depth(string kind)
    {
        SyntaxTree tree = Compilation.SyntaxTrees[0];
        object kept = kind switch
        {
            "symbol" => Compilation.GetTypeByMetadataName("A")!,
            "compilation" => Compilation,
            "node" => tree.GetRoot().DescendantNodes().First(),
            "tree" => tree,
            "location" => tree.GetRoot().GetLocation(),
            "reference" => tree.GetRoot().GetReference(),
            "model" => Compilation.GetSemanticModel(tree),
            "text" => tree.GetText(),
            _ => tree.GetRoot().GetFirstToken(),
        };

        Assert.NotNull(PipelinePurity.FindForbidden(kept));
        Assert.NotNull(PipelinePurity.FindForbidden(new Holder(kept)));
        Assert.NotNull(PipelinePurity.FindForbidden(ImmutableArray.Create<object>("a", new Holder(new object[] { 1, kept }))));
        Assert.NotNull(PipelinePurity.FindForbidden(new DerivedHolder(kept)));
    }

    [Fact]
    public void An_object_that_may_be_kept_passes() =>
        Assert.Null(PipelinePurity.FindForbidden(new Holder(new EquatableArray<string>(["a"]))));

    private record Holder(object Kept);

    private sealed record DerivedHolder(object Hidden) : Holder(Hidden);
}
