using System;
using System.Linq;
using GenTracker.Orleans.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

/// <summary>Which edits make the generator read and write a class again. An unrelated edit is part of every <see cref="Generation"/>.</summary>
public class IncrementalityTests
{
    private const string Contract = """
        using System.Threading.Tasks;
        using Orleans;

        namespace Acme;

        public interface IRoomCalls : IGrainWithStringKey
        {
            Task<int> CountAsync(Place place);
        }
        """;

    private const string Room = """
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using GenTracker.Orleans;
        using Orleans;

        namespace Acme;

        [GenerateSerializer]
        public sealed record Place([property: Id(0)] string Name);

        [Tracker, Clustered, TrackedCalls(typeof(IRoomCalls))]
        public sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }

            [TrackedCall] public int Seats(int floor) => floor * 10;

            public int CountAsync(Place place) => Guests + place.Name.Length;

            public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }
        """;

    [Fact]
    public void An_edit_of_a_body_writes_nothing() =>
        Assert.Equal([IncrementalStepRunReason.Cached], ReasonsAfter(Room, "floor * 10", "floor * 20", ClusterGenerator.ModelStep));

    [Fact]
    public void A_class_without_own_interfaces_is_not_even_read_after_an_edit_of_a_body() => Assert.Equal(
        [IncrementalStepRunReason.Cached],
        ReasonsAfter(Room.Replace(", TrackedCalls(typeof(IRoomCalls))", "", StringComparison.Ordinal), "floor * 10", "floor * 20", ClusterGenerator.ClassStep));

    [Theory]
    [InlineData("int Guests { get; }", "long Guests { get; }")]
    [InlineData("Seats(int floor)", "Seats(int floor, int room)")]
    [InlineData("[TrackedCall] public int Seats", "public int Seats")]
    [InlineData("[Tracker, Clustered", "[Tracker(Name = \"rooms\"), Clustered")]
    [InlineData("public sealed partial class Room :", "internal sealed partial class Room :")]
    public void An_edit_of_the_class_writes_it_anew(string before, string after) =>
        Assert.Contains(IncrementalStepRunReason.Modified, ReasonsAfter(Room, before, after, ClusterGenerator.ModelStep));

    [Fact]
    public void An_edit_of_an_own_interface_writes_the_class_anew()
    {
        CSharpCompilation compilation = TestCompilation.Create(Room, Contract);
        GeneratorDriver driver = Generation.CreateDriver().RunGenerators(compilation);
        string contract = Contract.Replace("Task<int>", "ValueTask<int>", StringComparison.Ordinal);
        SyntaxTree edited = TestCompilation.Parse(contract, compilation.SyntaxTrees[1].FilePath);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], edited));

        Assert.Equal([IncrementalStepRunReason.Modified], Generation.ReasonsOf(driver, ClusterGenerator.ModelStep));
    }

    private static IncrementalStepRunReason[] ReasonsAfter(string source, string before, string after, string step)
    {
        CSharpCompilation compilation = TestCompilation.Create(source, Contract);
        GeneratorDriver driver = Generation.CreateDriver().RunGenerators(compilation);
        Assert.Contains(before, source, StringComparison.Ordinal);
        SyntaxTree edited = TestCompilation.Parse(source.Replace(before, after, StringComparison.Ordinal), compilation.SyntaxTrees[0].FilePath);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited));

        return Generation.ReasonsOf(driver, step);
    }
}
