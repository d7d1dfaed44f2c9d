using System.Reflection;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Names and types of the user that mean something else where generated code stands. All of it compiles without a warning.</summary>
public class HostileNameTests
{
    private const string Run = "public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw null!;";

    private const string Members = "{ [TrackedAttr] public partial int A { get; } "
        + "[TrackedAttr(Index = true, Secret = true)] public partial string? B { get; set; } " + Run + " }";

    [Theory]
    [InlineData("ChildAttrs")]
    [InlineData("ChildTracker")]
    [InlineData("Tracker")]
    [InlineData("Child0")]
    [InlineData("__System")]
    public void A_nested_type_hides_no_generated_one(string nested)
    {
        string type = $"public class {nested} {{ }}";

        const string Start = "using GenTracker; namespace Acme;";
        Generation.From($"{Start} [Tracker] public partial class Child : ITrackedChild {{ {type} {Members[1..]}");
        Generation.From($"{Start} public class Base {{ {type} }} [Tracker] public partial class Child : Base, ITrackedChild {Members}");
        Generation.From($"{Start} public partial class Outer<T> {{ [Tracker] public partial class Child : ITrackedChild {{ {type} {Members[1..]} }}");
        if (nested == "ChildTracker") return;
        Generation.From($"{Start} [Tracker] public partial class Child : ITrackedChild {Members} partial class ChildTracker {{ {type} }}");
    }

    [Theory]
    [InlineData("record")]
    [InlineData("required")]
    [InlineData("file")]
    [InlineData("scoped")]
    [InlineData("partial")]
    [InlineData("field")]
    [InlineData("where")]
    [InlineData("await")]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("allows")]
    [InlineData("extension")]
    [InlineData("async")]
    [InlineData("nint")]
    [InlineData("class")]
    public void A_keyword_names_anything(string keyword)
    {
        string attribute = $"[TrackedAttr] public partial @{keyword}? Other {{ get; set; }} [TrackedAttr] public partial int @{keyword}1 {{ get; set; }}";
        string child = $"[Tracker] public partial class @{keyword}(@{keyword}? other, int @{keyword}2) : ITrackedChild "
            + $"{{ public object? F => other ?? (object)@{keyword}2; {attribute} {Run} }}";
        const string NoWarnings = "#pragma warning disable CS8981\n";

        Generation.From($"{NoWarnings}using GenTracker; namespace @{keyword}.Rooms; {child}");
        Generation.From($"{NoWarnings}using GenTracker; {child}");
        Generation.From($"{NoWarnings}using GenTracker; public partial class Outer {{ {child} }}");
        Generation.From(
            $"{NoWarnings}using GenTracker; public partial class @{keyword} {{ [Tracker] public partial class Child(@{keyword}? other) : ITrackedChild "
                + $"{{ public object? F => other; {attribute} {Run} }} }}");
        Generation.From(
            $"{NoWarnings}using GenTracker; public partial class Outer<@{keyword}> {{ [Tracker] public partial class Child(@{keyword} other) : ITrackedChild "
                + $"{{ public object? F => other; {attribute} [TrackedAttr] public partial @{keyword}[]? All {{ get; set; }} {Run} }} }}");
        Generation.From(
            $"{NoWarnings}using GenTracker; public partial class Outer<@{keyword}> where @{keyword} : struct "
                + $"{{ [Tracker] public partial class Child : ITrackedChild {{ {attribute} {Run} }} }}");
    }

    [Fact]
    public void A_type_parameter_has_the_name_of_a_generated_one() => Generation.From(
        "using GenTracker; public partial class Outer<TState, TVisitor, TKey, TChild> { [Tracker] public partial class Child(TVisitor visitor, TState state) "
            + ": ITrackedChild { public object? F => (visitor, state); "
            + $"[TrackedAttr(Survives = true)] public partial TState? State {{ get; set; }} {Members[1..]} }}");

    [Theory]
    [InlineData("int*[]")]
    [InlineData("System.Collections.Generic.List<int*[]>")]
    [InlineData("delegate*<int, void>[]")]
    [InlineData("System.Func<delegate* unmanaged[Cdecl]<void*, int>[], int**[,]>")]
    public void An_array_of_pointers_is_an_ordinary_type(string type)
    {
        Generation.From($$"""
            using GenTracker;
            namespace Acme;
            [Tracker] public unsafe partial class Whole({{type}} values) : ITrackedChild
            {
                public object F => values;
                [TrackedAttr(Survives = true)] public partial {{type}}? A { get; set; }
                {{Run}}
            }
            [Tracker] public partial class Part : ITrackedChild
            {
                [TrackedAttr] public unsafe partial {{type}}? A { get; set; }
                {{Run}}
            }
            [Tracker] public partial class Opened : ITrackedChild
            {
                public unsafe Opened(string key, {{type}} values) => _ = (key, values);
                {{Run}}
            }
            """);
    }

    [Fact]
    public void A_file_local_type_is_no_part_of_a_generated_one()
    {
        Generation generation = Generation.From(
            $"using GenTracker; namespace Acme; [Tracker] public partial class Child : ITrackedChild {Members} "
                + "file readonly partial record struct ChildAttrs(int A); file partial class ChildTracker { public int Find(string key) => key.Length; }");

        Assert.Contains("int A { get; init; }", generation.File, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_extern_alias_is_a_keyword()
    {
        MetadataReference library = TestCompilation.Create("namespace Far { public class Thing { } }")
            .ToMetadataReference(aliases: ["class"]);

        CSharpCompilation compilation = TestCompilation.Create(
            "extern alias @class; using GenTracker; namespace Acme; [Tracker] public partial class Child(@class::Far.Thing thing) : ITrackedChild "
                + $"{{ public object F => thing; [TrackedAttr] public partial @class::Far.Thing? A {{ get; set; }} {Run} }}");

        Generation.From(compilation.WithAssemblyName("Near").AddReferences(library));
    }

    [Fact]
    public void A_key_declared_by_hand_names_its_elements() => Generation.From(
        "using GenTracker; namespace Acme; [Tracker<(int, string)>] public partial class Child((int House, string Guest) key) : ITrackedChild "
            + $"{{ public object F => key; public virtual partial (int House, string Guest) Key {{ get; }} {Run} }}");

    [Fact]
    public void The_text_of_a_record_has_the_value_of_each_attribute_whatever_its_name()
    {
        Assembly program = Generation.From(
            "using GenTracker; namespace Acme; [Tracker] public partial class Child { [TrackedAttr(Default = 7)] public partial int builder { get; set; } "
                + "[TrackedAttr(Secret = true)] public partial int Pin { get; set; } }").Load();
        System.Type child = program.GetType("Acme.Child", throwOnError: true)!;

        object attrs = child.GetMethod("ReadAttrs")!.Invoke(System.Activator.CreateInstance(child), null)!;

        Assert.Equal("ChildAttrs { builder = 7 }", attrs.ToString());
    }

    [Fact]
    public void The_text_of_a_record_is_the_users_where_the_user_wrote_one()
    {
        Generation generation = Generation.From(
            "using GenTracker; namespace Acme; [Tracker] public partial class Child { [TrackedAttr(Secret = true)] public partial int Pin { get; set; } } "
                + "public readonly partial record struct ChildAttrs { private bool PrintMembers(System.Text.StringBuilder text) => text.Length < 0; }");

        Assert.DoesNotContain("PrintMembers", generation.File, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_that_is_obsolete_as_an_error_stands_beside_a_secret_one() => Generation.From(
        "using System; using GenTracker; namespace Acme; [Obsolete(\"x\", error: true)] public class Old; [Tracker] public partial class Child { "
            + "[Obsolete(\"x\", error: true), TrackedAttr] public partial Old? A { get; set; } "
            + "[TrackedAttr(Secret = true)] public partial int Pin { get; set; } }");
}
