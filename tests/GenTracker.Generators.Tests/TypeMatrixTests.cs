using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GenTracker.Generators.Tests.Harness;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Compiles every kind of type as every kind of attribute under strict options, and runs it.</summary>
public class TypeMatrixTests
{
    private const string Expect = """
        static class Expect
        {
            public static void Equal<T>(T expected, T actual, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(actual))] string what = "")
            {
                if (!System.Collections.Generic.EqualityComparer<T>.Default.Equals(expected, actual))
                    throw new System.InvalidOperationException($"{what} is {actual}, not {expected}");
            }

            public static void Refused(System.Action write, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(write))] string what = "")
            {
                try { write(); }
                catch (System.Exception) { return; }
                throw new System.InvalidOperationException($"{what} was not refused");
            }
        }

        """;

    /// <summary>Numbers with constants: the type, its smallest and its largest value.</summary>
    private static readonly (string Type, string Min, string Max)[] Numbers =
    [
        ("sbyte", "sbyte.MinValue", "sbyte.MaxValue"), ("byte", "byte.MinValue", "byte.MaxValue"),
        ("short", "short.MinValue", "short.MaxValue"), ("ushort", "ushort.MinValue", "ushort.MaxValue"),
        ("int", "int.MinValue", "int.MaxValue"), ("uint", "uint.MinValue", "uint.MaxValue"),
        ("long", "long.MinValue", "long.MaxValue"), ("ulong", "ulong.MinValue", "ulong.MaxValue"),
        ("nint", "nint.MinValue", "nint.MaxValue"), ("nuint", "nuint.MinValue", "nuint.MaxValue"),
        ("float", "float.MinValue", "float.MaxValue"), ("double", "double.MinValue", "double.MaxValue"),
        ("decimal", "decimal.MinValue", "decimal.MaxValue"),
    ];

    /// <summary>Numbers without constants in C#.</summary>
    private static readonly string[] NumbersWithoutConstants =
        ["System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Runtime.InteropServices.NFloat"];

    /// <summary>Types that are not numbers, each with two different values.</summary>
    private static readonly (string Type, string One, string Other)[] Others =
    [
        ("bool", "true", "false"), ("char", "'a'", "'\\u20ac'"), ("Small", "Small.B", "Small.A"), ("Large", "Large.B", "Large.A"),
        ("string", "\"a\"", "\"b\""), ("string?", "\"a\"", "null"), ("object", "\"a\"", "1"), ("dynamic", "\"a\"", "1"),
        ("int?", "1", "null"), ("long?", "1L", "null"), ("System.Guid?", "System.Guid.Empty", "null"),
        ("System.DateTime", "System.DateTime.UnixEpoch", "default"), ("System.DateTimeOffset", "System.DateTimeOffset.UnixEpoch", "default"),
        ("System.DateOnly", "System.DateOnly.MaxValue", "default"), ("System.TimeOnly", "System.TimeOnly.MaxValue", "default"),
        ("System.Guid", "new System.Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)", "default"), ("System.Index", "^1", "default"),
        ("(int Id, string? Name)", "(1, \"a\")", "(2, null)"), ("Point", "new Point(1, 2)", "default"), ("Mixed", "new Mixed(1, \"a\")", "default"),
        ("int[]", "[1]", "[2]"), ("System.Collections.Generic.List<string?>", "[null]", "[\"a\"]"),
        ("System.Action", "static () => { }", "static () => System.GC.Collect()"),
        ("System.Collections.Immutable.ImmutableArray<int>", "[1]", "[2]"), ("System.Version", "new(1, 2)", "new(2, 1)"),
        ("System.Type", "typeof(int)", "typeof(long)"),
    ];

    private const string Types = """
        public enum Small : byte { A, B }
        public enum Large : ulong { A, B = ulong.MaxValue }
        public readonly record struct Point(double X, double Y);
        public readonly record struct Mixed(int Number, string Text);

        """;

    [Fact]
    public void Settable_numbers_hold_their_full_range_and_are_incremented_exactly() => Run(
        Numbers.Select(static number => number.Type),
        static (type, name) => $"[TrackedAttr] public partial {type} {name} {{ get; set; }}",
        (type, name) => $$"""
            child.{{name}} = {{Min(type)}};
            Expect.Equal({{Min(type)}}, child.{{name}});
            child.{{name}} = {{Max(type)}};
            Expect.Equal({{Max(type)}}, child.{{name}});
            child.{{name}} = 1;
            Expect.Equal<{{type}}>(2, child.Increment{{name}}());
            Expect.Equal<{{type}}>(5, child.Increment{{name}}(3));
            Expect.Equal<{{type}}>(4, child.Decrement{{name}}());
            Expect.Equal(true, child.TryIncrement{{name}}(2, out {{type}} a{{name}}));
            Expect.Equal<{{type}}>(6, a{{name}});
            Expect.Equal(true, child.Increment{{name}}UpTo(7, out {{type}} b{{name}}));
            Expect.Equal<{{type}}>(7, b{{name}});
            Expect.Equal(false, child.Increment{{name}}UpTo(7, out b{{name}}));
            Expect.Equal<{{type}}>(7, b{{name}});
            Expect.Equal<{{type}}>(7, child.Raise{{name}}To(3));
            Expect.Equal<{{type}}>(9, child.Raise{{name}}To(9));
            Expect.Equal<{{type}}>(9, child.ReadAttrs().{{name}});
            Expect.Equal(true, child.TryDecrement{{name}}(4, out a{{name}}));
            Expect.Equal<{{type}}>(5, a{{name}});
            Expect.Equal(false, child.Decrement{{name}}DownTo(5, out b{{name}}));
            Expect.Equal<{{type}}>(5, b{{name}});
            Expect.Equal(true, child.Decrement{{name}}DownTo(1, out b{{name}}, 3));
            Expect.Equal<{{type}}>(2, b{{name}});
            Expect.Equal<{{type}}>(2, child.Exchange{{name}}({{Min(type)}}));
            Expect.Equal(false, child.Decrement{{name}}DownTo({{Min(type)}}, out b{{name}}, {{Max(type)}}));
            Expect.Equal<{{type}}>({{Min(type)}}, child.Exchange{{name}}(8));
            Expect.Equal<{{type}}>(9, child.Update{{name}}(static value => ({{type}})(value + 1)));
            Expect.Equal<{{type}}>(7, child.Update{{name}}(static (value, less) => ({{type}})(value - less), ({{type}})2));
            Expect.Refused(() => child.Update{{name}}(static _ => throw new System.TimeoutException()));
            Expect.Equal<{{type}}>(9, child.Increment{{name}}(2));
            Seal(child);
            Expect.Refused(() => child.{{name}} = 1);
            Expect.Refused(() => child.Increment{{name}}());
            Expect.Refused(() => child.Decrement{{name}}DownTo(0, out _));
            Expect.Refused(() => child.Exchange{{name}}(1));
            Expect.Refused(() => child.Update{{name}}(static value => value));
            Expect.Equal(false, child.TryDecrement{{name}}(1, out a{{name}}));
            Expect.Equal<{{type}}>(9, a{{name}});
            Expect.Equal(false, child.TryIncrement{{name}}(1, out a{{name}}));
            Expect.Equal<{{type}}>(9, a{{name}});
            Expect.Equal<{{type}}>(9, child.{{name}});
            """);

    [Fact]
    public void Counters_are_incremented_exactly_and_survive() => Run(
        Numbers.Select(static number => number.Type),
        static (type, name) => $"[TrackedAttr(Default = ({type})3, Survives = true)] public partial {type} {name} {{ get; }}".Replace("(decimal)", "(int)")
            .Replace("(nint)", "(int)").Replace("(nuint)", "(int)"),
        static (type, name) => $$"""
            Expect.Equal<{{type}}>(3, child.{{name}});
            Expect.Equal<{{type}}>(4, child.Increment{{name}}());
            Expect.Equal<{{type}}>(2, child.Decrement{{name}}(2));
            Expect.Equal(true, child.TryIncrement{{name}}(2, out {{type}} a{{name}}));
            Expect.Equal<{{type}}>(4, a{{name}});
            Expect.Equal(false, child.Increment{{name}}UpTo(4, out {{type}} b{{name}}));
            Expect.Equal<{{type}}>(8, child.Raise{{name}}To(8));
            Expect.Equal<{{type}}>(8, child.ReadAttrs().{{name}});
            Expect.Equal(true, child.TryDecrement{{name}}(3, out a{{name}}));
            Expect.Equal<{{type}}>(5, a{{name}});
            Expect.Equal(true, child.Decrement{{name}}DownTo(3, out b{{name}}, 2));
            Expect.Equal(false, child.Decrement{{name}}DownTo(3, out b{{name}}));
            Expect.Equal<{{type}}>(3, b{{name}});
            Expect.Equal<{{type}}>(8, child.Increment{{name}}(5));
            var next = new Child{{name}}();
            ((GenTracker.Runtime.ITracked<string>)next).Inherit(child);
            Expect.Equal<{{type}}>(8, next.{{name}});
            Seal(child);
            Expect.Refused(() => child.Increment{{name}}());
            Expect.Refused(() => child.Decrement{{name}}DownTo(0, out _));
            Expect.Equal(false, child.TryDecrement{{name}}(1, out a{{name}}));
            Expect.Equal(false, child.TryIncrement{{name}}(1, out a{{name}}));
            Expect.Equal<{{type}}>(8, a{{name}});
            """);

    [Fact]
    public void Leases_of_counters_give_back_once_and_nothing_after_the_end() => Run(
        Numbers.Select(static number => number.Type),
        static (type, name) => $"[TrackedAttr] public partial {type} {name} {{ get; }}",
        static (type, name) => $$"""
            GenTracker.CounterLease a{{name}} = child.Acquire{{name}}();
            GenTracker.CounterLease b{{name}} = child.Acquire{{name}}(4);
            Expect.Equal<{{type}}>(5, child.{{name}});
            Expect.Equal(false, child.TryAcquire{{name}}UpTo(5, out GenTracker.CounterLease? c{{name}}));
            Expect.Equal(null, c{{name}});
            Expect.Equal(true, child.TryAcquire{{name}}UpTo(7, out c{{name}}, 2));
            Expect.Equal<{{type}}>(7, child.{{name}});
            b{{name}}.Dispose();
            b{{name}}.Dispose();
            Expect.Equal<{{type}}>(3, child.{{name}});
            c{{name}}!.Dispose();
            Expect.Equal<{{type}}>(1, child.{{name}});
            Seal(child);
            a{{name}}.Dispose();
            Expect.Equal<{{type}}>(1, child.{{name}});
            Expect.Refused(() => child.Acquire{{name}}());
            Expect.Equal(false, child.TryAcquire{{name}}UpTo(7, out c{{name}}));
            Expect.Equal(null, c{{name}});
            """);

    [Fact]
    public void A_lease_at_the_end_of_the_range_wraps_back_or_is_refused_and_never_throws_when_it_is_disposed() => Run(
        Numbers.Select(static number => number.Type).Where(static type => type is not ("float" or "double")),
        static (type, name) => $"[TrackedAttr] public partial {type} {name} {{ get; }}",
        static (type, name) => $$"""
            child.Raise{{name}}To({{HighestCount(type)}});
            try
            {
                using (child.Acquire{{name}}()) { }
            }
            catch (System.OverflowException) { }

            Expect.Equal<{{type}}>({{HighestCount(type)}}, child.{{name}});

            // Others have taken away what the lease holds.
            var other{{name}} = new Child{{name}}();
            GenTracker.CounterLease lease{{name}} = other{{name}}.Acquire{{name}}(3);
            other{{name}}.Decrement{{name}}(3);
            lease{{name}}.Dispose();
            """);

    [Fact]
    public void Striped_counters_sum_their_cells() => Run(
        Numbers.Select(static number => number.Type),
        static (type, name) => $"[TrackedAttr(Striped = true, Survives = true)] public partial {type} {name} {{ get; }}",
        static (type, name) => $$"""
            child.Increment{{name}}();
            child.Increment{{name}}(4);
            child.Decrement{{name}}();
            Expect.Equal(true, child.TryIncrement{{name}}(2));
            Expect.Equal<{{type}}>(6, child.{{name}});
            var next = new Child{{name}}();
            ((GenTracker.Runtime.ITracked<string>)next).Inherit(child);
            Expect.Equal<{{type}}>(6, next.{{name}});
            Seal(child);
            Expect.Equal(false, child.TryIncrement{{name}}(2));
            Expect.Refused(() => child.Increment{{name}}());
            Expect.Equal<{{type}}>(6, child.{{name}});
            """);

    [Fact]
    public void Numbers_without_constants_are_incremented_too() => Run(
        NumbersWithoutConstants,
        static (type, name) => $$"""
            [TrackedAttr] public partial {{type}} {{name}} { get; }
            [TrackedAttr] public partial {{type}} Set{{name}} { get; set; }
            """,
        static (type, name) => $$"""
            Expect.Equal(({{type}})1, child.Increment{{name}}(({{type}})1));
            Expect.Equal(({{type}})1, child.IncrementSet{{name}}(({{type}})1));
            child.Set{{name}} = ({{type}})1 + ({{type}})1;
            Expect.Equal(({{type}})1, child.DecrementSet{{name}}(({{type}})1));
            Expect.Equal(({{type}})1, child.Raise{{name}}To(default));
            Expect.Equal(false, child.Decrement{{name}}DownTo(({{type}})1, out {{type}} a{{name}}, ({{type}})1));
            Expect.Equal(true, child.TryDecrement{{name}}(({{type}})1, out a{{name}}));
            Expect.Equal(default({{type}}), a{{name}});
            using (child.Acquire{{name}}(({{type}})1)) Expect.Equal(({{type}})1, child.{{name}});
            Expect.Equal(default({{type}}), child.{{name}});
            Expect.Equal(({{type}})1, child.ExchangeSet{{name}}(default));
            Expect.Equal(({{type}})1, child.UpdateSet{{name}}(static value => value + ({{type}})1));
            Seal(child);
            Expect.Refused(() => child.Increment{{name}}(({{type}})1));
            Expect.Refused(() => child.ExchangeSet{{name}}(default));
            """);

    [Fact]
    public void Time_spans_are_incremented_in_ticks() => Run(
        ["System.TimeSpan"],
        static (type, name) => """
            [TrackedAttr] public partial System.TimeSpan Busy { get; }
            [TrackedAttr(Survives = true)] public partial System.TimeSpan Limit { get; set; }
            """,
        static (type, name) => """
            System.TimeSpan second = System.TimeSpan.FromSeconds(1);
            Expect.Equal(second, child.IncrementBusy(second));
            Expect.Equal(true, child.TryIncrementBusy(second, out System.TimeSpan busy));
            Expect.Equal(2 * second, busy);
            Expect.Equal(second, child.DecrementBusy(second));
            Expect.Equal(false, child.IncrementBusyUpTo(second, out busy, second));
            Expect.Equal(second, busy);
            Expect.Equal(3 * second, child.RaiseBusyTo(3 * second));
            child.Limit = System.TimeSpan.MaxValue;
            Expect.Equal(System.TimeSpan.MaxValue, child.Limit);
            child.Limit = System.TimeSpan.MinValue;
            Expect.Equal(System.TimeSpan.MinValue, child.ReadAttrs().Limit);
            child.Limit = default;
            Expect.Equal(second, child.IncrementLimit(second));
            Expect.Equal(false, child.DecrementBusyDownTo(second, out busy, 3 * second));
            Expect.Equal(3 * second, busy);
            Expect.Equal(true, child.TryDecrementBusy(second, out busy));
            Expect.Equal(2 * second, busy);
            using (child.AcquireBusy(second)) Expect.Equal(3 * second, child.Busy);
            Expect.Equal(false, child.TryAcquireBusyUpTo(2 * second, out _, second));
            Expect.Equal(2 * second, child.Busy);
            Expect.Equal(second, child.ExchangeLimit(3 * second));
            Expect.Equal(6 * second, child.UpdateLimit(static limit => 2 * limit));
            Expect.Equal(8 * second, child.UpdateLimit(static (limit, more) => limit + more, 2 * second));
            Expect.Refused(() => child.UpdateLimit(null!));
            Expect.Refused(() => child.UpdateLimit(null!, second));
            Expect.Equal(8 * second, child.Limit);
            Seal(child);
            Expect.Refused(() => child.IncrementBusy(second));
            Expect.Refused(() => child.Limit = second);
            Expect.Refused(() => child.ExchangeLimit(second));
            Expect.Refused(() => child.UpdateLimit(static limit => limit));
            Expect.Refused(() => child.UpdateLimit(static (limit, _) => limit, 1));
            """);

    [Fact]
    public void Values_of_any_other_type_are_set_and_read() => Run(
        Others.Select(static other => other.Type),
        static (type, name) => $"[TrackedAttr(Survives = true)] public partial {type} {name} {{ get; set; }}",
        (type, name) => $$"""
            {{type}} one{{name}} = {{Others.Single(other => other.Type == type).One}};
            {{type}} other{{name}} = {{Others.Single(other => other.Type == type).Other}};
            child.{{name}} = one{{name}};
            Expect.Equal(one{{name}}, child.{{name}});
            child.{{name}} = other{{name}};
            Expect.Equal(other{{name}}, child.{{name}});
            Expect.Equal(other{{name}}, child.ReadAttrs().{{name}});
            Expect.Equal(other{{name}}, child.Exchange{{name}}(one{{name}}));
            Expect.Equal(one{{name}}, child.{{name}});
            Expect.Equal(other{{name}}, child.Update{{name}}(_ => other{{name}}));
            Expect.Equal(one{{name}}, child.Update{{name}}(static (_, one) => one[0], new[] { one{{name}} }));
            Expect.Equal(one{{name}}, child.{{name}});
            Expect.Refused(() => child.Update{{name}}(_ => throw new System.TimeoutException()));
            Expect.Equal(one{{name}}, child.Exchange{{name}}(other{{name}}));
            var next = new Child{{name}}();
            ((GenTracker.Runtime.ITracked<string>)next).Inherit(child);
            Expect.Equal(other{{name}}, next.{{name}});
            Seal(child);
            Expect.Refused(() => child.{{name}} = one{{name}});
            Expect.Refused(() => child.Exchange{{name}}(one{{name}}));
            Expect.Refused(() => child.Update{{name}}(_ => one{{name}}));
            Expect.Refused(() => child.Update{{name}}(static (_, one) => one[0], new[] { one{{name}} }));
            Expect.Equal(other{{name}}, child.{{name}});
            """,
        initialize: true);

    [Theory]
    [InlineData("bool", "true")]
    [InlineData("char", "'\\''")]
    [InlineData("char", "'\\0'")]
    [InlineData("char?", "'x'")]
    [InlineData("sbyte", "(sbyte)-5")]
    [InlineData("byte", "5")]
    [InlineData("ushort", "65535")]
    [InlineData("uint", "5")]
    [InlineData("uint", "4000000000")]
    [InlineData("ulong", "5L")]
    [InlineData("ulong", "ulong.MaxValue")]
    [InlineData("long", "long.MinValue")]
    [InlineData("long", "5")]
    [InlineData("nint", "-5")]
    [InlineData("nuint", "5")]
    [InlineData("int?", "-5")]
    [InlineData("float", "1.5f")]
    [InlineData("float", "float.NegativeInfinity")]
    [InlineData("double", "1e-300")]
    [InlineData("double", "double.NaN")]
    [InlineData("double", "1")]
    [InlineData("decimal", "5")]
    [InlineData("string", "\"a\\\"b\\\\c\\r\\n\\t{0}\\u2028\"")]
    [InlineData("string?", "null")]
    [InlineData("object", "(byte)5")]
    [InlineData("object", "5L")]
    [InlineData("System.IComparable", "\"a\"")]
    [InlineData("System.DayOfWeek", "System.DayOfWeek.Friday")]
    [InlineData("System.DayOfWeek?", "(System.DayOfWeek)(-1)")]
    [InlineData("System.Type", "typeof(System.Collections.Generic.List<>)")]
    public void A_default_is_the_initial_value(string type, string value) => Run(
        [type],
        (_, name) => $"[TrackedAttr(Default = {value})] public partial {type} {name} {{ get; set; }}",
        (_, name) => $"Expect.Equal<object?>(({type})({value}), child.{name});");

    [Theory]
    [InlineData("int", "private static readonly int Start = 5;", "5")]
    [InlineData("int", "private static int Start => 5;", "5")]
    [InlineData("int", "private const int Start = 5;", "5")]
    [InlineData("long", "private static int Start() => 5;", "5L")]
    [InlineData("string", "private static string Start() => \"a\";", "\"a\"")]
    [InlineData("string?", "private static string? Start => null;", "null")]
    [InlineData("dynamic", "private static object Start => \"a\";", "\"a\"")]
    [InlineData("dynamic", "private static dynamic Start => \"a\";", "\"a\"")]
    [InlineData("object", "private static int Start => 7;", "7")]
    [InlineData("System.TimeSpan", "private static System.TimeSpan Start => System.TimeSpan.FromSeconds(2);", "System.TimeSpan.FromSeconds(2)")]
    [InlineData("nint", "private static nint Start => 4;", "4")]
    [InlineData("int?", "private static int Start => 4;", "4")]
    [InlineData("Mixed", "private static Mixed Start() => new(1, \"a\");", "new Mixed(1, \"a\")")]
    [InlineData("System.Guid", "private static readonly System.Guid Start = System.Guid.Empty;", "System.Guid.Empty")]
    public void A_static_member_gives_the_initial_value(string type, string member, string value) => Run(
        [type],
        (_, name) => $"[TrackedAttr(DefaultFrom = nameof(Start))] public partial {type} {name} {{ get; set; }} {member}",
        (_, name) => $"Expect.Equal<object?>(({type})({value}), child.{name});");

    [Theory]
    [InlineData("long", "Striped = true")]
    [InlineData("long", "Survives = true")]
    [InlineData("ulong", "Survives = false")]
    [InlineData("nuint", "Survives = false")]
    [InlineData("System.TimeSpan", "Survives = true")]
    public void A_static_member_gives_the_first_count(string type, string option) => Run(
        [type],
        (_, name) => $"[TrackedAttr(DefaultFrom = nameof(Start), {option})] public partial {type} {name} {{ get; }} private static {type} Start() => "
            + (type == "System.TimeSpan" ? "new(3);" : "3;"),
        (_, name) => $"Expect.Equal<{type}>({(type == "System.TimeSpan" ? "new(3)" : "3")}, child.{name});");

    [Fact]
    public void The_first_value_is_made_once_for_each_incarnation_and_before_the_constructors_body() => Run(
        ["int"],
        static (_, name) => $$"""
            public static int Calls;
            public int Seen;
            [TrackedAttr(DefaultFrom = nameof(Next))] public partial int {{name}} { get; set; }
            private static int Next() => 10 + ++Calls;
            public Child{{name}}() => Seen = Exchange{{name}}(1);
            """,
        static (_, name) => $$"""
            Expect.Equal((11, 1, 1), (child.Seen, child.{{name}}, Child{{name}}.Calls));
            Expect.Equal((12, 2), (new Child{{name}}().Seen, Child{{name}}.Calls));
            """);

    private static string HighestCount(string type) => type switch
    {
        "long" or "nint" => "unchecked((nint)((1L << 62) - 1))",
        "ulong" or "nuint" => "unchecked((nuint)((1UL << 63) - 1))",
        _ => Max(type),
    };

    private static string Min(string type) => Numbers.Single(number => number.Type == type).Min;

    private static string Max(string type) => Numbers.Single(number => number.Type == type).Max;

    private static void Run(
        IEnumerable<string> types, System.Func<string, string, string> declare, System.Func<string, string, string> use, bool initialize = false)
    {
        StringBuilder classes = new(), program = new();
        int number = 0;
        foreach (string type in types)
        {
            string name = "P" + (number++).ToString(CultureInfo.InvariantCulture);
            string initial = initialize && !type.EndsWith('?') ? $"public Child{name}() => {name} = default!;" : "";
            classes.AppendLine(CultureInfo.InvariantCulture, $"[Tracker] public sealed partial class Child{name} {{ {declare(type, name)} {initial} }}");
            program.AppendLine(CultureInfo.InvariantCulture, $"{{ var child = new Child{name}(); {use(type, name)} }}");
        }

        Generation.From($$"""
            using GenTracker;
            {{Expect}}
            {{Types}}
            {{classes}}
            public static class Program
            {
                public static void Run()
                {
                    {{program}}
                }

                static void Seal(GenTracker.Runtime.ITracked<string> child) => child.Seal();
            }
            """).Run();
    }
}
