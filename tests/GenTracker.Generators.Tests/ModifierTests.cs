using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Whatever a user may write on a partial property or a class is kept, and compiles.</summary>
public class ModifierTests
{
    [Theory]
    [InlineData("public partial int X { get; set; }")]
    [InlineData("internal partial int X { get; set; }")]
    [InlineData("protected partial int X { get; set; }")]
    [InlineData("private partial int X { get; set; }")]
    [InlineData("protected internal partial int X { get; set; }")]
    [InlineData("private protected partial int X { get; set; }")]
    [InlineData("partial int X { get; set; }")]
    [InlineData("public partial int X { get; internal set; }")]
    [InlineData("public partial int X { get; protected set; }")]
    [InlineData("public partial int X { get; private set; }")]
    [InlineData("public partial int X { get; protected internal set; }")]
    [InlineData("public partial int X { get; private protected set; }")]
    [InlineData("public partial int X { internal get; set; }")]
    [InlineData("public partial int X { private get; set; }")]
    [InlineData("public partial int X { set; get; }")]
    [InlineData("public virtual partial int X { get; set; }")]
    [InlineData("public required partial int X { get; set; }")]
    [InlineData("public unsafe partial int X { get; set; }")]
    [InlineData("public override partial int Inherited { get; set; }")]
    [InlineData("public sealed override partial int Inherited { get; set; }")]
    [InlineData("public new partial int Hidden { get; set; }")]
    [InlineData("virtual public partial int X { get; set; }")]
    [InlineData("public partial int FromInterface { get; set; }")]
    [InlineData("public partial int @class { get; set; }")]
    [InlineData("public partial int @value { get; set; }")]
    [InlineData("public partial int field { get; }")]
    [InlineData("public partial int delta { get; }")]
    [InlineData("public partial int äöü { get; }")]
    [InlineData("public partial string?[]? X { get; set; }")]
    [InlineData("public partial (int @class, (string? A, dynamic B) C)? X { get; set; }")]
    [InlineData("public partial System.Collections.Generic.Dictionary<string, dynamic?>? X { get; set; }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.AllowNull] public partial string X { get; set; }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.AllowNull] public partial System.TimeSpan X { get; set; }")]
    [InlineData("[System.Obsolete] public partial int X { get; set; }")]
    [InlineData("public partial Nested? X { get; set; }")]
    [InlineData("public partial global::Demo.Base? X { get; private set; }")]
    public void A_property_keeps_its_modifiers(string property) => Generation.From($$"""
        using GenTracker;
        namespace Demo;
        public class Base { public virtual int Inherited { get; set; } public int Hidden { get; set; } }
        public interface IFace { int FromInterface { get; set; } }
        public interface INoFace;
        [Tracker] public partial class Child : Base, {{(property.Contains("FromInterface", System.StringComparison.Ordinal) ? "IFace" : "INoFace")}}
        {
            [TrackedAttr] {{property}}
            public class Nested;
        }
        """);

    [Theory]
    [InlineData("public sealed partial class Child")]
    [InlineData("internal partial class Child")]
    [InlineData("partial class Child")]
    [InlineData("public abstract partial class Child")]
    [InlineData("public unsafe partial class Child")]
    [InlineData("public partial class Child : System.Collections.Generic.List<string>")]
    [InlineData("public partial class Child : System.IDisposable", "public void Dispose() { }")]
    [InlineData("public partial class @event")]
    [InlineData("public partial class @record")]
    [InlineData("public partial class Größe")]
    [InlineData("public partial class Count")]
    [InlineData("public partial class Task")]
    [InlineData("public partial class GenTracker")]
    [InlineData("public partial class System")]
    public void A_class_keeps_its_modifiers(string header, string member = "") => Generation.From($$"""
        namespace Demo
        {
            [global::GenTracker.Tracker] {{header}} { [global::GenTracker.TrackedAttr] public partial int X { get; } {{member}} }
        }
        """);

    [Theory]
    [InlineData("partial class Outer")]
    [InlineData("public static partial class Outer")]
    [InlineData("public partial struct Outer")]
    [InlineData("public readonly partial struct Outer")]
    [InlineData("public ref partial struct Outer")]
    [InlineData("public partial record Outer")]
    [InlineData("public partial record struct Outer")]
    [InlineData("public partial interface Outer")]
    [InlineData("public partial interface Outer<T1, T2>")]
    [InlineData("public partial class Outer<T> where T : class, new()")]
    public void A_class_may_be_nested_in_any_partial_type(string outer) => Generation.From($$"""
        using GenTracker;
        namespace Demo.@namespace;
        {{outer}}
        {
            internal partial class Middle
            {
                [Tracker] private protected partial class Child(string key) : ITrackedChild
                {
                    [TrackedAttr] public partial int X { get; }
                    public global::System.Threading.Tasks.Task RunAsync(global::System.Threading.CancellationToken stoppingToken) => throw new global::System.InvalidOperationException(key);
                }
            }
        }
        """);

    [Fact]
    public void A_class_may_be_in_the_global_namespace_and_in_files_without_nullable() => Generation.From("""
        #nullable disable
        using GenTracker;
        [Tracker] public partial class Child(string key, object thing = null, [Injected] object service = null) : ITrackedChild
        {
            [TrackedAttr] public partial string X { get; set; }
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw new System.InvalidOperationException(key + thing + service);
        }
        """);

    [Fact]
    public void A_generated_member_may_implement_an_interface() => Generation.From("""
        using GenTracker;
        public interface IHasKey { string Key { get; } long IncrementX(long delta); }
        [Tracker] public partial class Child : IHasKey { [TrackedAttr] public partial long X { get; } }
        """);

    [Fact]
    public void A_generated_member_may_hide_an_inherited_one() => Generation.From("""
        using GenTracker;
        public class Base { public virtual int Key { get; } public void Completion() { } public long IncrementX(long delta) => delta; }
        [Tracker] public partial class Child : Base { [TrackedAttr] public partial long X { get; } }
        """);

    [Fact]
    public void A_user_may_write_parts_of_the_generated_types() => Generation.From("""
        using GenTracker;
        [Tracker] public partial class Child { [TrackedAttr] public partial long X { get; } }
        public partial class ChildTracker { public int Twice => Count * 2; }
        public readonly partial record struct ChildAttrs { public long Twice => X * 2; }
        """);

    [Fact]
    public void Attributes_may_be_in_any_part_and_under_another_name() => Assert.All(
        Generation.From(
            "using GenTracker; [Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } }",
            "using Attr = GenTracker.TrackedAttrAttribute; public partial class Child { [Attr] public partial int B { get; } [GenTracker.TrackedAttr] public "
                + "partial int C { get; } }",
            "using GenTracker; public partial class Child { [System.Obsolete, TrackedAttrAttribute()] public partial int D { get; } [method: "
                + "System.Obsolete] public void M() { } }").Files,
        static file => Assert.All(
            ["IncrementA(", "IncrementB(", "IncrementC(", "IncrementD("], member => Assert.Contains(member, file.Value, System.StringComparison.Ordinal)));

    [Fact]
    public void An_attribute_of_the_same_name_but_of_somebody_else_is_none_of_ours() => Assert.DoesNotContain(
        "Mine",
        Generation.From("""
            namespace Other { public class TrackedAttrAttribute : System.Attribute; }
            namespace Demo
            {
                using Other;
                [GenTracker.Tracker] public partial class Child { [TrackedAttr] public int Mine { get; set; } }
            }
            """).File,
        System.StringComparison.Ordinal);

    [Fact]
    public void The_users_documentation_is_the_propertys()
    {
        Generation generation = Generation.From(Sources.LiveStream);
        INamedTypeSymbol child = generation.Output.GetTypeByMetadataName("Demo.LiveStream")!;

        Assert.Contains("What is shown.", child.GetMembers("Title").Single().GetDocumentationCommentXml(), System.StringComparison.Ordinal);
        Assert.All(
            child.GetMembers().Concat(generation.Output.GetTypeByMetadataName("Demo.LiveStreamTracker")!.GetMembers())
                .Where(static member => member.DeclaredAccessibility == Accessibility.Public && member.CanBeReferencedByName)
                .Where(member => member.DeclaringSyntaxReferences.All(reference => !generation.Input.ContainsSyntaxTree(reference.SyntaxTree))),
            static member => Assert.NotEqual("", member.GetDocumentationCommentXml()));
    }

    [Fact]
    public void Internal_attributes_are_internal_in_the_record_and_private_ones_are_not_in_it()
    {
        string file = Generation.From("""
            using GenTracker;
            [Tracker] public partial class Child
            {
                [TrackedAttr] public partial int Open { get; }
                [TrackedAttr] internal partial int Inner { get; }
                [TrackedAttr] public partial int Half { protected internal get; set; }
                [TrackedAttr] private partial int Secret { get; set; }
                [TrackedAttr] protected partial int Family { get; set; }
            }
            """).File;

        Assert.Contains("public int Open { get; init; }", file, System.StringComparison.Ordinal);
        Assert.Contains("internal int Inner { get; init; }", file, System.StringComparison.Ordinal);
        Assert.Contains("internal int Half { get; init; }", file, System.StringComparison.Ordinal);
        Assert.DoesNotContain("int Secret { get; init; }", file, System.StringComparison.Ordinal);
        Assert.DoesNotContain("int Family { get; init; }", file, System.StringComparison.Ordinal);
    }
}
