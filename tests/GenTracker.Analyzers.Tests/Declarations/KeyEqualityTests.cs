namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>GT0011.</summary>
public class KeyEqualityTests
{
    [Theory]
    [InlineData("byte[]")]
    [InlineData("object")]
    [InlineData("System.Collections.Generic.List<int>")]
    [InlineData("System.Collections.Immutable.ImmutableArray<byte>")]
    [InlineData("System.ReadOnlyMemory<char>")]
    [InlineData("System.ArraySegment<byte>")]
    [InlineData("(string, int[])")]
    [InlineData("(int, (string, Plain))")]
    [InlineData("Plain")]
    public Task Reports_keys_with_reference_equality(string key) => Verify.NoCodeFixAsync(Source("{|GT0011:" + key + "|}"));

    [Theory]
    [InlineData("string")]
    [InlineData("System.Guid")]
    [InlineData("System.Type")]
    [InlineData("System.Uri")]
    [InlineData("(int, string)")]
    [InlineData("(int, (Pair, System.Guid))")]
    [InlineData("System.DayOfWeek")]
    [InlineData("System.IComparable")]
    [InlineData("Point")]
    [InlineData("Pair")]
    [InlineData("Equatable")]
    [InlineData("Derived")]
    [InlineData("Shape")]
    public Task Allows_keys_with_value_equality(string key) => Verify.AnalyzerAsync(Source(key));

    private static string Source(string key) =>
        $$"""
        using GenTracker;

        public class Plain { public int Number; }
        public struct Point { public int X, Y; }
        public record Pair(int X, int Y);
        public class Equatable : System.IEquatable<Equatable> { public bool Equals(Equatable? other) => other is not null; }
        public class Base { public override bool Equals(object? other) => other is Base; public override int GetHashCode() => 0; }
        public class Derived : Base;
        public abstract class Shape;

        [Tracker<{{key}}>]
        public partial class Room;
        """;
}
