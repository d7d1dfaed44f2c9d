using System;
using GenTracker.Generators.Tests.Harness;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Generated members that the user declares by hand, for other generators to see them.</summary>
public class DeclaredMemberTests
{
    [Theory]
    [InlineData("public readonly partial record struct ChildAttrs(int Count, string? Title, System.TimeSpan Busy, int Inner);")]
    [InlineData("public readonly partial record struct ChildAttrs { public int Count { get; init; } public System.TimeSpan Busy { get; init; } }")]
    [InlineData("public partial record struct ChildAttrs { public required string? Title { get; init; } internal int Inner { get; init; } }")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(default)] public readonly partial record struct ChildAttrs { public int Count { get; init; } }")]
    [InlineData("public readonly partial record struct ChildAttrs { public int Extra { get; init; } private readonly int _own; }")]
    [InlineData("public readonly partial record struct ChildAttrs { public long Twice => Count * 2; public int Own { get => 5; init { } } }")]
    [InlineData("partial record struct ChildAttrs;")]
    public void The_record_has_each_attribute_once_and_reads_it_whoever_declares_it(string part) => Generation.From(
        $$"""
        #pragma warning disable CS0169, CS0414, CS8907
        using System;
        using GenTracker;
        {{part}}
        [Tracker] public partial class Child
        {
            [TrackedAttr] public partial int Count { get; }
            [TrackedAttr] public partial string? Title { get; set; }
            [TrackedAttr] public partial TimeSpan Busy { get; set; }
            [TrackedAttr] internal partial int Inner { get; set; }
            [TrackedAttr] private partial int Secret { get; set; }
        }
        public static class Program
        {
            public static void Run()
            {
                Child child = new() { Title = "news", Busy = TimeSpan.FromSeconds(1), Inner = 3 };
                child.IncrementCount(2);
                ChildAttrs read = child.ReadAttrs();
                if ((read.Count, read.Title, read.Busy, read.Inner) != (2, "news", TimeSpan.FromSeconds(1), 3)) throw new Exception(read.ToString());
            }
        }
        """.Replace("default)]", "System.Runtime.InteropServices.LayoutKind.Sequential)]", StringComparison.Ordinal)
        .Replace("#pragma", part.StartsWith('[') ? "#pragma warning disable CS0282\n#pragma" : "#pragma", StringComparison.Ordinal)).Run();

    [Theory]
    [InlineData("public partial string Key { get; } public new partial long Incarnation { get; } public partial Task<ChildExit> Completion { get; }")]
    [InlineData("public partial string Key { get; }")]
    [InlineData("[System.ComponentModel.Description] public new partial long Incarnation { get; } internal partial Task<ChildExit> Completion { get; }")]
    [InlineData("public virtual partial string Key { get; } public new partial long Incarnation { get; }")]
    [InlineData("[System.Text.Json.Serialization.JsonIgnore] public partial System.Threading.Tasks.Task<GenTracker.ChildExit> Completion { get; }")]
    public void What_the_class_declares_as_partial_is_implemented(string members) => Generation.From(
        $$"""
        using System;
        using System.Threading.Tasks;
        using GenTracker;
        public class Base { public long Incarnation => 7; }
        [Tracker] public partial class Child : Base
        {
            {{members}}
        }
        public static class Program
        {
            public static void Run()
            {
                Child child = new();
                ChildTracker tracker = new();
                ChildRegistration registration = tracker.AddExisting("a", child);
                if ((child.Key, child.Incarnation, child.Completion.IsCompleted) != ("a", 1, false)) throw new Exception(child.Key);
                registration.DisposeAsync().AsTask().Wait();
                if (!child.Completion.Wait(TimeSpan.FromSeconds(30))) throw new Exception("pending");
            }
        }
        """).Run();

    [Fact]
    public void A_partial_key_may_be_of_any_type_and_override_an_abstract_one() => Generation.From("""
        using System;
        using GenTracker;
        public interface IHasId { Guid Key { get; } }
        public abstract class Entity { public abstract Guid Key { get; } }
        [Tracker<Guid>] public partial class Child : Entity, IHasId { public sealed override partial Guid Key { get; } }
        """);

    [Fact]
    public void Serializers_leave_out_the_completion_that_is_generated_and_not_one_that_the_user_declares()
    {
        const string Ignored = "[global::System.Text.Json.Serialization.JsonIgnore, global::System.Runtime.Serialization.IgnoreDataMember]";

        string generated = Generation.From("[GenTracker.Tracker] public partial class Child;").File;
        string declared = Generation.From(
            "[GenTracker.Tracker] public partial class Child { public partial System.Threading.Tasks.Task<GenTracker.ChildExit> Completion { get; } }").File;

        Assert.Contains(Ignored, generated, StringComparison.Ordinal);
        Assert.DoesNotContain(Ignored, declared, StringComparison.Ordinal);
    }
}
