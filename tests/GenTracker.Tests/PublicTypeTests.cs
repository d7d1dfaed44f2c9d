using System;
using System.ComponentModel;
using System.Linq;
using System.Reflection;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What <c>PublicAPI.*.txt</c> does not list of the public types.</summary>
public class PublicTypeTests
{
    private static readonly Type[] Types = typeof(TrackerAttribute).Assembly.GetExportedTypes();

    [Fact]
    public void Users_derive_only_from_the_types_that_are_made_for_it() => Assert.Equal(
        ["AttrsReader`3", "ChildSpec`2", "TrackerException", "Tracker`2"],
        Types.Where(static type => type is { IsClass: true, IsSealed: false } && HasConstructorForUsers(type))
            .Select(static type => type.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Users_cannot_make_a_lease_of_their_own()
    {
        Assert.True(typeof(CounterLease).IsAbstract);
        Assert.False(HasConstructorForUsers(typeof(CounterLease)));
    }

    [Fact]
    public void An_editor_hides_what_only_generated_code_uses() => Assert.All(
        Types.Where(static type => type.Namespace!.StartsWith("GenTracker.", StringComparison.Ordinal)),
        static type => Assert.Equal(EditorBrowsableState.Never, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State));

    [Fact]
    public void Every_exception_is_a_TrackerException() => Assert.DoesNotContain(
        Types,
        static type => type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(TrackerException)));

    /// <summary>A collection expression takes an int named Count for the number of elements, which changes while children come and go.</summary>
    [Theory]
    [InlineData(typeof(Tracker<,>))]
    [InlineData(typeof(ChildGroup<>))]
    public void A_count_of_children_that_come_and_go_is_no_length_for_a_collection_expression(Type type) =>
        Assert.True(type.GetProperty("Count")!.PropertyType.IsByRef);

    private static bool HasConstructorForUsers(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(static constructor => constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly);
}
