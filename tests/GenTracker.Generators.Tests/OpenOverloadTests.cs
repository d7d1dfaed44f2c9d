using System;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>The overloads of <c>FindOrOpenAsync</c> that constructors become.</summary>
public class OpenOverloadTests
{
    private const string Run = "public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) "
        + "=> System.Threading.Tasks.Task.Delay(-1, stoppingToken);";

    [Fact]
    public void A_key_that_is_a_tuple_may_name_its_elements() => Generation.From($$"""
        using GenTracker;

        [Tracker<(int, string)>]
        public partial class Cell((int Row, string Column) key) : ITrackedChild
        {
            public string Caption => key.Column;
            {{Run}}
        }

        public static class Use
        {
            public static System.Threading.Tasks.ValueTask<Cell> Open(CellTracker cells) => cells.FindOrOpenAsync((1, "a"));
        }
        """);

    [Theory]
    [InlineData("string key")]
    [InlineData("string? key")]
    [InlineData("object thing, string key")]
    [InlineData(
        "string key, int a = -1, uint b = 2, long c = -3, ulong d = 4, short e = -5, ushort f = 6, sbyte g = -7, byte h = 8, nint i = -9, nuint j = 10")]
    [InlineData(
        "float a = 1.5f, float b = float.NaN, double c = -1e300, double d = double.PositiveInfinity, decimal e = -1.50m, decimal f = "
            + "79228162514264337593543950335m")]
    [InlineData("char a = '\\'', char b = '\\u0001', string c = \"\\\"{x}\\\\\\r\\n\", string? d = null, object? e = null, bool f = true, string g = null!")]
    [InlineData(
        "System.DayOfWeek a = System.DayOfWeek.Friday, System.DayOfWeek b = (System.DayOfWeek)(-5), System.DayOfWeek? c = System.DayOfWeek.Monday, "
            + "System.DayOfWeek? d = null")]
    [InlineData(
        "System.Guid a = default, System.DateTime b = default, System.Threading.CancellationToken c = default, (int, string?) d = default, int? e = 5, int? "
            + "f = null")]
    [InlineData("string key, [System.Runtime.InteropServices.Optional] int a, [System.Runtime.InteropServices.Optional] string? b")]
    [InlineData("string key, params string[] tags")]
    [InlineData("string key, int a = 1, params string?[] tags")]
    [InlineData("params System.Collections.Generic.List<int> tags")]
    [InlineData("params System.Collections.Generic.IEnumerable<int> tags")]
    [InlineData("params System.Collections.Immutable.ImmutableArray<int> tags")]
    [InlineData(
        "object options, object cancellationToken, object found, object scope, object childOptions, object openCancellationToken, object create, object state")]
    [InlineData("object @class, object @event, object Key, object value, object field, object item, object services, object loggerFactory")]
    [InlineData("object Create, object NeedsScope, object Create_, object Instance, object Spec0, object GetType, object Equals, object MemberwiseClone")]
    [InlineData("object @var, object @record, object @dynamic, object nint, object @await, object @yield, object @global, object from, object @__arglist")]
    [InlineData("double a = -0.0, float b = -0f, double c = 5e-324, double d = 1.7976931348623157E308, float e = 1e-45f, double f = 0.1, decimal g = -0.0m")]
    [InlineData("char a = '\\ud800', char b = '\\u2028', char c = '\\\\', string d = \"\\ud800 \\ud83d\\ude00 \\u0085 \\0\", string e = @\"a\"\"{b}\"")]
    [InlineData("dynamic a, (int A, dynamic? B)[] b, System.Func<string?, dynamic> c")]
    [InlineData("string key, [Injected] Microsoft.Extensions.Logging.ILogger<Child> log, int a")]
    [InlineData(
        "[Injected] System.IServiceProvider a, [Injected] System.Collections.Generic.IEnumerable<string?> b, [Injected] System.IFormatProvider? c = null, "
            + "[Injected] int d = 5, [Injected] Microsoft.Extensions.Logging.ILogger<Child>? e = null")]
    [InlineData("[Injected] System.IFormatProvider? key, object a")]
    [InlineData(
        "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"a\\\"\")] System.IFormatProvider a, "
            + "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(System.DayOfWeek.Friday)] System.IFormatProvider b, "
            + "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof(int))] System.IFormatProvider? c = null")]
    [InlineData(
        "[Microsoft.Extensions.DependencyInjection.FromKeyedServices(null)] System.IFormatProvider a, [Injected, "
            + "Microsoft.Extensions.DependencyInjection.FromKeyedServices((byte)5)] object b")]
    [InlineData("System.Action make")]
    [InlineData("System.Func<string, string> make")]
    [InlineData("System.Func<Child> make")]
    [InlineData("System.Func<string, string, System.IServiceProvider, Child> make")]
    public void Every_parameter_becomes_a_parameter_of_the_overload(string parameters) => Generation.From($$"""
        using GenTracker;
        #pragma warning disable CS9113
        [Tracker] public partial class Child({{parameters}}) : ITrackedChild { {{Run}} }
        """);

    [Theory]
    [InlineData("public Child(string key) {} public Child(string key, int a) {} internal Child(int a, string b) {}", 3)]
    [InlineData("private Child(object o) {} protected Child(int i) {} private protected Child(long l) {} protected internal Child(string s) {}", 1)]
    [InlineData("static Child() {}", 1)]
    [InlineData("", 1)]
    public void Each_accessible_constructor_has_an_overload(string constructors, int overloads) => Assert.Equal(overloads, Overloads(Generation.From($$"""
        using GenTracker;
        [Tracker] public partial class Child : ITrackedChild { {{constructors}} {{Run}} }
        """)) - 2);

    [Fact]
    public void A_default_keeps_its_value_to_the_last_bit_and_character() => Generation.From($$"""
        using System;
        using System.Linq;
        using GenTracker;
        #pragma warning disable CS9113
        [Flags] public enum Flagged { None, A = 1, One = 1, B = 2, AB = A | B }
        public enum Signed : sbyte { [Obsolete("", error: true)] Gone = -5, Kept = -5, [Obsolete("", error: true)] Alone = 7 }
        [Tracker] public partial class Child(
            double a = -0.0, float b = -0f, double c = 5e-324, double d = 1.7976931348623157E308, float e = 1e-45f, double f = 0.1, decimal g = -0.00m,
            char h = '\ud800', string i = "\ud800\u2028\0\"{x}\\", Flagged j = Flagged.One, Flagged k = Flagged.AB, Flagged l = (Flagged)9, Signed m = (Signed)(-5),
            Signed n = (Signed)7, Signed? o = (Signed)7, float p = float.NegativeInfinity, ulong q = ulong.MaxValue, long r = long.MinValue, DateTime s = default)
            : ITrackedChild { {{Run}} }

        public static class Program
        {
            public static void Run()
            {
                object?[] given = Defaults(typeof(Child).GetConstructors().Single().GetParameters());
                var open = typeof(ChildTracker).GetMethods().Single(method => method.Name == "OpenAsync" && method.GetParameters().Any(parameter => parameter.Name == "s"));
                object?[] generated = Defaults(open.GetParameters().Skip(1).SkipLast(2).ToArray());
                if (!given.SequenceEqual(generated)) throw new Exception(string.Join(", ", generated));
            }

            private static object?[] Defaults(System.Reflection.ParameterInfo[] parameters) => parameters.Select(parameter => parameter.DefaultValue switch
            {
                double number => (object)BitConverter.DoubleToInt64Bits(number),
                float number => BitConverter.SingleToInt32Bits(number),
                decimal number => string.Join(" ", decimal.GetBits(number)),
                var value => value,
            }).ToArray();
        }
        """).Run();

    [Fact]
    public void An_abstract_class_is_opened_by_factories_only() => Assert.Equal(2, Overloads(Generation.From($$"""
        using GenTracker;
        [Tracker] public abstract partial class Child(string key) : ITrackedChild { public string Name => key; {{Run}} }
        public class Cam(string key) : Child(key);
        """)));

    [Fact]
    public void A_class_that_cannot_be_opened_has_no_overload() => Assert.Equal(0, Overloads(Generation.From("""
        using GenTracker;
        [Tracker] public partial class Child(string key, ref int number) { public int Length { get; } = key.Length + number; }
        """)));

    [Fact]
    public void A_class_may_be_openable_by_its_base() => Assert.Equal(3, Overloads(Generation.From($$"""
        using GenTracker;
        public abstract class Base : ITrackedChild { {{Run}} }
        [Tracker] public partial class Child : Base;
        """)));

    [Theory]
    [InlineData("string key", "\"k\"", "string, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, object? thing",
        "\"k\", static k => new Child(k, null)",
        "string, System.Func<string, Child>, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, object? thing", "\"k\", static string (string k) => k", "string, object?, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData("string key, System.Uri? thing", "\"k\", null", "string, System.Uri?, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, System.Uri? thing",
        "\"k\", static k => new Child(k, null)",
        "string, System.Func<string, Child>, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, System.Uri? thing",
        "\"k\", 5, static (k, n, services) => new Child(k, null)",
        "string, int, System.Func<string, int, System.IServiceProvider, Child>, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, System.Func<string, int>? thing",
        "\"k\", static k => 5",
        "string, System.Func<string, int>?, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData(
        "string key, System.Func<string, int>? thing",
        "\"k\", static k => new Child(k, null)",
        "string, System.Func<string, Child>, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    [InlineData("string key, int a = 1, int b = 2", "\"k\"", "string, int, int, GenTracker.ChildOptions?, System.Threading.CancellationToken")]
    public void A_call_finds_its_overload(string parameters, string arguments, string expected) => Assert.Equal(expected, Called(Generation.From($$"""
        using GenTracker;
        #pragma warning disable CS9113, CS8625
        [Tracker] public partial class Child({{parameters}}) : ITrackedChild { {{Run}} }
        static class Use { static System.Threading.Tasks.ValueTask<Child> Call(ChildTracker tracker) => tracker.FindOrOpenAsync({{arguments}}); }
        """)));

    [Fact]
    public void Of_two_overloads_that_fit_the_one_with_fewer_parameters_is_called() => Assert.Equal(
        "string, int, GenTracker.ChildOptions?, System.Threading.CancellationToken",
        Called(Generation.From($$"""
            using GenTracker;
            [Tracker] public partial class Child : ITrackedChild { public Child(int a, int b = 2) {} public Child(int a) {} public Child(int a, int b = 1, int c = 2) {} {{Run}} }
            static class Use { static System.Threading.Tasks.ValueTask<Child> Call(ChildTracker tracker) => tracker.FindOrOpenAsync("k", 5); }
            """)));

    [Theory]
    [InlineData("\"k\"", "string")]
    [InlineData("\"key\".AsSpan(1)", "System.ReadOnlySpan<char>")]
    [InlineData("new char[3]", "System.ReadOnlySpan<char>")]
    public void Find_takes_strings_and_spans(string key, string expected) => Assert.Equal(expected, Called(Generation.From($$"""
        using System;
        using GenTracker;
        [Tracker] public partial class Child;
        static class Use { static Child? Call(ChildTracker tracker) => tracker.Find({{key}}); }
        """)));

    [Fact]
    public void A_generated_tracker_opens_finds_counts_and_stops() => Generation.From($$"""
        using System;
        using System.Threading.Tasks;
        using GenTracker;

        [Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase)]
        public partial class Child(string key, int first, int step = 2) : ITrackedChild
        {
            public string Given => key;
            [TrackedAttr] public partial long Sum { get; }
            [TrackedAttr(Striped = true)] public partial long Striped { get; }
            public Task StartAsync(System.Threading.CancellationToken cancellationToken) { IncrementSum(first + step); return Task.CompletedTask; }
            {{Run}}
        }

        public static class Program
        {
            public static void Run() => Task.Run(RunAsync).GetAwaiter().GetResult();

            private static async Task RunAsync()
            {
                await using var tracker = new ChildTracker();
                Expect(tracker.Name == "Child");
                Child child = await tracker.FindOrOpenAsync("tv1", 5);
                Expect(child.Given == "tv1" && child.Key == "tv1" && child.Sum == 7);
                Expect(tracker.Find("TV1") == child && tracker.Find("xtv1".AsSpan(1)) == child && tracker.Find("tv2") is null);
                Expect(await tracker.FindOrOpenAsync("tv1", 6) == child);
                Expect(tracker.IncrementSum("tv1") == 8 && tracker.TryIncrementSum("tv1", 2, out long sum) && sum == 10);
                tracker.IncrementStriped("tv1", 3);
                Expect(tracker.TryIncrementStriped("tv1", 3) && child.ReadAttrs() is { Sum: 10, Striped: 6 });
                Expect(!tracker.TryIncrementSum("tv2", 1, out sum) && sum == 0 && !tracker.TryIncrementStriped("tv2", 1));
                try { tracker.IncrementSum("tv2"); Expect(false); } catch (ChildNotFoundException) { }
                Child other = await tracker.FindOrOpenAsync("tv2", static key => new Child(key, 1));
                Child third = await tracker.FindOrOpenAsync("tv3", 5, static (key, first, _) => new Child(key, first, 0));
                Expect(other.Sum == 3 && third.Sum == 5 && tracker.Count == 3);
                Expect(!child.TryRetireAtSum(9) && child.TryRetireAtSum(10) && tracker.Find("tv1") is null);
                Expect((await child.Completion).Reason == ExitReason.Retired);
                try { child.IncrementSum(); Expect(false); } catch (ChildTerminatedException) { }
                Expect(await tracker.StopAsync("tv2") && (await other.Completion).Reason == ExitReason.Stopped);
            }

            private static void Expect(bool truth, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(truth))] string what = "")
            {
                if (!truth) throw new InvalidOperationException(what);
            }
        }
        """).Run();

    private static int Overloads(Generation generation) =>
        generation.Output.GetTypeByMetadataName("ChildTracker")!.GetMembers("FindOrOpenAsync").Length;

    private static string Called(Generation generation)
    {
        SyntaxTree tree = generation.Input.SyntaxTrees[0];
        InvocationExpressionSyntax call = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(static method => method.Identifier.ValueText == "Call").DescendantNodes().OfType<InvocationExpressionSyntax>().First();
        ImmutableArray<IParameterSymbol> parameters = ((IMethodSymbol)generation.Output.GetSemanticModel(tree).GetSymbolInfo(call).Symbol!).Parameters;
        return string.Join(", ", parameters.Select(static parameter => parameter.Type.ToDisplayString()));
    }
}
