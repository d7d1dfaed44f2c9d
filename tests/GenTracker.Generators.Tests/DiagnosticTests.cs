using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>Every wrong declaration is reported once, at its place, with as few errors of the compiler beside it as possible.</summary>
public class DiagnosticTests
{
    private const string Run = "public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) "
        + "=> System.Threading.Tasks.Task.Delay(-1, stoppingToken);";

    private const string Counted = "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } }";

    private const string Explicit = "System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)";

    private const string Keyed = "Microsoft.Extensions.DependencyInjection.FromKeyedServices";

    /// <summary>An openable class with two constructors, and a part of its tracker.</summary>
    private static string OpenableWith(string trackerMembers) =>
        $"[Tracker] public partial class Child([Injected] System.IFormatProvider format) : ITrackedChild {{ public object Format => format; "
            + $"internal Child(int number, [Injected] System.IFormatProvider format) : this(format) => _ = number; {Run} }} "
            + $"partial class ChildTracker {{ {trackerMembers} }}";

    public static TheoryData<string, string> Wrong => new()
    {
        // GT0001: the generator writes the part anyway, so only the compiler's error with the same meaning remains.
        {
            "[Tracker] public class {|GT0001:Child|} { [TrackedAttr] public partial int A { get; } [TrackedAttr] public partial string? B { get; set; } }",
            "CS0260"
        },
        { "public class Outer { [Tracker] public partial class {|GT0001:Child|} { [TrackedAttr] public partial int A { get; } } }", "CS0260" },
        { "public class Outer { public struct Middle { [Tracker] public class {|GT0001:Child|}; } }", "CS0260 CS0260 CS0260" },
        {
            "[Tracker] public class {|GT0001:Child|}; static class Use { static ChildTracker? Tracker; static long Call(Child child) => child.Incarnation + "
                + "(Tracker?.Count ?? 0) + child.ReadAttrs().GetHashCode(); }",
            "CS0260 CS0649"
        },

        // GT0002
        { "[Tracker] public partial class Child { [TrackedAttr] public int {|GT0002:A|} { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public int {|GT0002:A|} => 5; }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0002:A|} { get; set; } public partial int A { get => 5; set { } } }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0002:A|} { get => 5; } }", "CS9249" },
        { "[Tracker] public partial class Child { public partial int A { get; } [TrackedAttr] public partial int {|GT0002:A|} => 5; }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public int {|GT0002:A|} { get; set; } = 5; }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public static partial int {|GT0002:A|} { get; set; } }", "CS9248" },
        { "[Tracker] public abstract partial class Child { [TrackedAttr] public abstract int {|GT0002:A|} { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0002:this|}[int i] { get; set; } }", "CS9248" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0002:A|} { get; init; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial ref int {|GT0002:A|} { get; } }", "CS9248" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0002:A|} { set; } }", "CS9248" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial string? {|GT0002:A|} { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial char {|GT0002:A|} { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int? {|GT0002:A|} { get; } }", "" },
        { "public interface I { int A { get; set; } } [Tracker] public partial class Child : I { [TrackedAttr] int I.{|GT0002:A|} { get; set; } }", "" },

        {
            "[Tracker] public partial class Child { [TrackedAttr, CommunityToolkit.Mvvm.ComponentModel.ObservableProperty] public partial int {|GT0002:A|} { "
                + "get; set; } } namespace CommunityToolkit.Mvvm.ComponentModel { public class ObservablePropertyAttribute : System.Attribute; }",
            "CS9248"
        },

        // GT0003
        { "public partial class NoChild { [TrackedAttr] public int {|GT0003:A|} { get; set; } [TrackedAttr] public int {|GT0003:B|} => 5; }", "" },
        { "public struct NoChild { [TrackedAttr] public int {|GT0003:A|} { get; set; } }", "" },
        { "public interface NoChild { [TrackedAttr] int {|GT0003:A|} { get; set; } }", "" },
        { "public class NoChild { [TrackedAttr] public int {|GT0003:this|}[int i] => i; }", "" },
        { "[Tracker] public abstract partial class Child; public partial class Derived : Child { [TrackedAttr] public int {|GT0003:A|} { get; set; } }", "" },
        { "[Tracker] public partial class Child { public class Inner { [TrackedAttr] public int {|GT0003:A|} { get; set; } } }", "" },

        // GT0004
        { "[Tracker] public partial class {|GT0004:Child|}<T>;", "" },
        { "[Tracker] public static partial class {|GT0004:Child|};", "" },
        { "[Tracker] public partial record {|GT0004:Child|};", "" },
        { "[Tracker] file partial class {|GT0004:Child|};", "" },
        { "file partial class Outer { [Tracker] public partial class {|GT0004:Child|}; }", "" },
        { "[Tracker] public partial class Base; [Tracker] public partial class {|GT0004:Child|} : Base;", "" },
        { "[Tracker, Tracker<int>] public partial class {|GT0004:Child|};", "" },
        { "internal readonly struct Id; [Tracker<Id>] public partial class {|GT0004:Child|};", "" },
        { "[Tracker<int?>] public partial class {|GT0004:Child|};", "CS8714" },
        { "[Tracker<System.Nullable<System.Guid>>] public partial class {|GT0004:Child|};", "CS8714" },
        { "[Tracker<System.Span<int>>] public partial class {|GT0004:Child|};", "CS9244" },
        { "[Tracker<int*>] public unsafe partial class {|GT0004:Child|};", "CS0306" },
        { "[Tracker<delegate*<int>>] public unsafe partial class {|GT0004:Child|};", "CS0306" },
        { "[Tracker<System.TypedReference>] public partial class {|GT0004:Child|};", "CS0306" },
        { "[Tracker<System.Console>] public partial class {|GT0004:Child|};", "CS0718" },
        { "[Tracker<void>] public partial class {|GT0004:Child|};", "CS1547" },
        { "[Tracker<dynamic>] public partial class {|GT0004:Child|};", "CS8970" },
        { "[Tracker] public partial struct {|GT0004:Child|};", "CS0592" },
        { $"[Tracker, {Explicit}] public partial class {{|GT0004:Child|}};", "" },
        { "file record Local; [Tracker<Local>] internal partial class {|GT0004:Child|};", "" },

        // GT0005
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial {|GT0005:System.Span<int>|} A { get; set; } [TrackedAttr] public partial "
                + "int B { get; } }",
            "CS9248"
        },
        { "[Tracker] public unsafe partial class Child { [TrackedAttr] public partial {|GT0005:int*|} A { get; set; } }", "CS9248" },
        { "[Tracker] public unsafe partial class Child { [TrackedAttr] public partial {|GT0005:delegate*<int, void>|} A { get; set; } }", "CS9248" },

        { "[Tracker] public partial class Child { [TrackedAttr] public partial {|GT0005:System.Console|} A { get; set; } }", "CS9248 CS0722" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial {|GT0005:void|} A { get; set; } }", "CS0547 CS9248" },

        // GT0006
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Striped = true|})] public partial int A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Striped = true|})] public partial System.TimeSpan A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr(Survives = true, {|GT0006:Default = \"5\"|})] public partial int A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = 256|})] public partial byte A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = -1|})] public partial ulong A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = 5|})] public partial System.TimeSpan A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = 5|})] public partial System.DayOfWeek A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = 1.5|})] public partial decimal A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = null|})] public partial int A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = new[] { 1 }|})] public partial int[]? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = \"Missing\"|})] public partial int A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(A)|})] public partial int A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = \"Key\"|})] public partial string A { get; set; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } int Make() => 5; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } static int "
                + "Make(int more) => more; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } static T "
                + "Make<T>() => default!; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } static void "
                + "Make() { } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } static long "
                + "Make => 5; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } static int "
                + "Make { set { } } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Default = 3, {|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } "
                + "static int Make => 5; }",
            ""
        },
        {
            "public class Base { protected static int Make() => 5; } [Tracker] public partial class Child : Base { "
                + "[TrackedAttr({|GT0006:DefaultFrom = nameof(Make)|})] public partial int A { get; set; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0006:DefaultFrom = \"Made\"|})] public partial int A { get; set; } static event "
                + "System.Action? Made; static void Make() => Made?.Invoke(); }",
            ""
        },
        { "[Tracker({|GT0006:KeyComparison = System.StringComparison.CurrentCulture|})] public partial class Child;", "" },
        { "[Tracker<int>({|GT0006:KeyComparison = System.StringComparison.Ordinal|})] public partial class Child;", "" },
        { "[Tracker({|GT0006:Name = \" \"|})] public partial class Child;", "" },

        {
            $"[Tracker] public partial class Child([{Keyed}(Child.Kind.A)] object {{|GT0008:service|}}) : ITrackedChild {{ private enum Kind {{ A }} {Run} }}",
            ""
        },
        {
            $"file class Local; [Tracker] public partial class Child([{Keyed}(typeof(System.Action<Local[]>))] object {{|GT0008:service|}}) : ITrackedChild "
                + $"{{ {Run} }}",
            ""
        },
        { $"[Tracker] public partial class Child([{Keyed}(new[] {{ 5 }})] object {{|GT0008:service|}}) : ITrackedChild {{ {Run} }}", "" },

        // GT0013
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Sum|})] public partial string? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.PerChild|})] public partial long? A { get; set; } }", "" },
        {
            "[Tracker] public partial class Child { "
                + "[TrackedAttr({|GT0013:Metric = AttributeMetric.PerChild|})] public partial System.Int128 A { get; set; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { "
                + "[TrackedAttr({|GT0013:Metric = AttributeMetric.PerChild|})] public partial System.DayOfWeek A { get; set; } }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Total|})] public partial long A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Total|})] public partial int A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Total|})] public partial double A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Total|})] public partial bool A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = AttributeMetric.Final|})] public partial bool A { get; set; } }", "" },
        {
            "[Tracker] public partial class Child { "
                + "[TrackedAttr({|GT0013:Metric = AttributeMetric.Total | AttributeMetric.Sum|})] public partial long A { get; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { "
                + "[TrackedAttr({|GT0013:Metric = AttributeMetric.Total|}, Default = 5L)] public partial long A { get; } }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Metric = (AttributeMetric)16|})] public partial long A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr(Secret = true, {|GT0013:Metric = AttributeMetric.Sum|})] public partial long A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unit = \"s\"|})] public partial System.TimeSpan A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unit = \"By\"|})] public partial string? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unit = \"\"|})] public partial long A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unit = \"two words\"|})] public partial long A { get; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Metric = AttributeMetric.Sum)] public partial long BytesIn { get; } "
                + "[TrackedAttr(Metric = AttributeMetric.Sum)] public partial long {|GT0013:Bytes_In|} { get; } }",
            ""
        },
        {
            "[Tracker(Name = \"2 fast\")] public partial class Child { "
                + "[TrackedAttr(Metric = AttributeMetric.Sum)] public partial long {|GT0013:A|} { get; } }",
            ""
        },
        { "[Tracker] public partial class Größe { [TrackedAttr(Metric = AttributeMetric.Sum)] public partial long {|GT0013:A|} { get; } }", "" },
        {
            "file enum Local { A } [Tracker] public partial class Child { [TrackedAttr({|GT0006:Default = Local.A|})] public partial object A { get; set; } }",
            ""
        },
        {
            "public interface IStart { static abstract int Start { get; } } [Tracker] public partial class Child : IStart { static int IStart.Start => 1; "
                + "[TrackedAttr({|GT0006:DefaultFrom = \"IStart.Start\"|})] public partial int A { get; } }",
            ""
        },

        // GT0007
        { "[Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public long {|GT0007:IncrementA|}(long delta) => delta; }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public int {|GT0007:TryRetireAtA|} { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public int {|GT0007:TryIncrementA|}; }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public bool {|GT0007:TryDecrementA|} => true; }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; set; } public bool {|GT0007:DecrementADownTo|}(int min, out int "
                + "value, int delta) { value = min; return delta > 0; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial (int X, string? Y) A { get; set; } public object "
                + "{|GT0007:ExchangeA|}((int, string?) value) => value; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial string? A { get; set; } public void "
                + "{|GT0007:UpdateA|}(System.Func<string?, string?> update) { } public void UpdateA(string text) { } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial bool A { get; set; } public bool "
                + "{|GT0007:UpdateA|}<T>(System.Func<bool, T, bool> update, T state) => update(true, state); public bool UpdateA<T>(T state) => "
                + "state is null; }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } public int {|GT0007:AcquireA|}(int delta) => delta; }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } public bool {|GT0007:TryAcquireAUpTo|}(int max, out "
                + "CounterLease? lease, int delta) { lease = null; return max > delta; } }",
            ""
        },
        { "[Tracker] public partial class Child { public bool {|GT0007:TryRetire|}() => true; public bool TryRetire(int code) => code > 0; }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial long {|GT0007:Key|} { get; } }", "" },
        {
            "[Tracker] public partial class Child { public void {|GT0007:Completion|}() { } public string {|GT0007:Incarnation|} => \"\"; public void "
                + "{|GT0007:ReadAttrs|}() { } }",
            ""
        },
        { "[Tracker] public partial class Child { public class {|GT0007:AttrSlots|}; }", "" },
        { "[Tracker] public partial class Child { public string {|GT0007:get_Key|}() => \"\"; public string get_Key(int x) => \"\"; }", "" },
        { "[Tracker<int>] public partial class Child { public void {|GT0007:set_Key|}(int x) { } public void set_Key(long x) { } }", "" },
        { "[Tracker] public partial class Child { public int {|GT0007:get_Incarnation|}<T>() => 1; public int {|GT0007:set_Completion|} => 1; }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } [TrackedAttr] public partial int B { get; set; } } "
                + "public partial record struct ChildAttrs { public int {|GT0007:get_A|}() => 1; public void {|GT0007:set_B|}(int x) { } "
                + "public void set_B(long x) { } }",
            ""
        },
        {
            "[Tracker] public partial class Child([Injected] System.IServiceProvider p) : ITrackedChild { public object P => p; "
                + "public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw null!; } "
                + "partial class ChildTracker { public int {|GT0007:get_RequiredServices|}() => 1; }",
            ""
        },
        { "[Tracker] public partial class Child; public class {|GT0007:ChildTracker|};", "" },
        { "[Tracker] internal partial class Child; public partial class {|GT0007:ChildTracker|};", "" },
        { "[Tracker] public partial class Child; public partial struct {|GT0007:ChildAttrs|};", "" },
        { "[Tracker] public partial class Child; [Tracker] public partial class {|GT0007:ChildTracker|};", "" },
        { "public partial class Outer { [Tracker] public partial class Child; public int {|GT0007:ChildAttrs|} => 5; }", "" },
        { "[Tracker] public partial class Child; public static partial class {|GT0007:ChildTracker|};", "" },
        { "[Tracker] public partial class Child; public abstract partial class {|GT0007:ChildTracker|};", "" },
        { "[Tracker] public partial class Child; partial class ChildTracker { public new int {|GT0007:Find|} => 1; }", "" },
        { "[Tracker] public partial class Child; partial class ChildTracker { public new object {|GT0007:Find|}(string key) => key; }", "" },
        { "[Tracker] public partial class Child; partial class ChildTracker { public int {|GT0007:Find|}(System.ReadOnlySpan<char> key) => key.Length; }", "" },
        { "[Tracker] public partial class Child; partial class ChildTracker { public int {|GT0007:GetRecentExits|}() => 1; }", "" },
        { "[Tracker] public partial class Child; partial class ChildTracker { private sealed class {|GT0007:AttrsReader|}; }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int A { get; } } partial class ChildTracker { public int "
                + "{|GT0007:IncrementA|}(string key, int delta) => delta; public bool {|GT0007:TryIncrementA|} => IncrementA(\"\", 1) > 0; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Striped = true)] public partial int A { get; } } partial class ChildTracker { public bool "
                + "{|GT0007:TryIncrementA|}(string key, int delta) => key.Length > delta; }",
            ""
        },
        { OpenableWith("public class {|GT0007:Spec0|}; public int {|GT0007:Spec1|}(int number) => number;"), "" },
        { OpenableWith("public int {|GT0007:RequiredServices|} => 1;"), "" },
        {
            OpenableWith("public int {|GT0007:FindOrOpenAsync|} => 1; public class {|GT0007:OpenAsync|}; public event System.Action? {|GT0007:ReopenAsync|};"),
            "CS0067"
        },
        { OpenableWith("public void {|GT0007:OpenAsync|}(string key, int number, ChildOptions? options, System.Threading.CancellationToken token) { }"), "" },
        {
            OpenableWith("public void {|GT0007:ReopenAsync|}(string key, System.Func<string, Child> create, ChildOptions? options, "
                + "System.Threading.CancellationToken token) { }"),
            ""
        },
        {
            OpenableWith("public void {|GT0007:FindOrOpenAsync|}<T>(string key, T state, System.Func<string, T, System.IServiceProvider, Child> create, "
                + "ChildOptions? options, System.Threading.CancellationToken token) { }"),
            ""
        },
        {
            OpenableWith("public {|GT0007:ChildTracker|}(TrackerOptions? options, System.IServiceProvider? services, "
                + "Microsoft.Extensions.Logging.ILoggerFactory? logs) : base(\"x\", options, services, logs, null, default, null) { }"),
            ""
        },
        { "public partial class Outer<{|GT0007:AttrSlots|}> { [Tracker] public partial class Child; }", "" },
        { "public partial class Outer<{|GT0007:Spec0|}> { [Tracker] public partial class Child; }", "" },
        { "public partial class Outer<{|GT0007:ChildTracker|}> { [Tracker] public partial class Child; }", "" },
        { "public partial class Outer<{|GT0007:ChildAttrs|}> { public partial class Inner { [Tracker] public partial class Child; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0007:Clone|} { get; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial int {|GT0007:op_Equality|} { get; } [TrackedAttr] public partial int "
                + "{|GT0007:op_Inequality|} { get; } }",
            ""
        },
        { "public abstract class Base { public abstract string {|GT0007:Key|} { get; } } [Tracker] public abstract partial class Child : Base;", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Unique = true)] public partial string? A { get; set; } public bool {|GT0007:TrySetA|}(string? "
                + "a) => a is null; public bool TrySetA() => true; }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Index = true)] public partial int A { get; set; } } public partial class ChildTracker { "
                + "public Child? {|GT0007:FindByA|}(int a) => a > 0 ? null : Find(\"x\"); public Child? FindByA(long a) => a > 0 ? null : Find(\"x\"); }",
            ""
        },
        {
            "public partial class Outer { [Tracker] public partial class Child { [TrackedAttr(Unique = true)] public partial int? A { get; set; } } public "
                + "partial class ChildTracker { public int {|GT0007:FindByA|}(int a) => a; public int FindByA(int? a) => a ?? 1; } }",
            ""
        },

        // GT0008
        { $"[Tracker] public partial class {{|GT0008:Child|}} : ITrackedChild {{ private Child() {{ }} {Run} }}", "" },
        { $"[Tracker] public partial class Child(ref int {{|GT0008:number|}}) : ITrackedChild {{ public int Number = number; {Run} }}", "" },
        { $"[Tracker] public partial class Child : ITrackedChild {{ public Child(out int {{|GT0008:number|}}) => number = 5; {Run} }}", "" },
        {
            $"[Tracker] public partial class Child : ITrackedChild {{ public Child(in int {{|GT0008:number|}}) {{ }} public Child(System.Span<int> "
                + $"{{|GT0008:span|}}) {{ }} public Child() {{ }} {Run} }}",
            ""
        },
        { $"[Tracker] public partial class Child : ITrackedChild {{ public Child([Injected] dynamic {{|GT0008:service|}}) {{ }} {Run} }}", "" },
        { $"[Tracker] public partial class Child([Injected] int? {{|GT0008:key|}}) : ITrackedChild {{ {Run} }}", "" },
        {
            $"[Tracker] public partial class Child([Microsoft.Extensions.DependencyInjection.FromKeyedServices(5)] System.DateTime? {{|GT0008:service|}}) : "
                + $"ITrackedChild {{ {Run} }}",
            ""
        },
        { $"[Tracker] public unsafe partial class Child : ITrackedChild {{ public Child(int* {{|GT0008:number|}}) {{ }} {Run} }}", "" },
        { $"[Tracker] public partial class Child : ITrackedChild {{ public Child(int {{|GT0008:key|}}) {{ }} {Run} }}", "" },
        { $"[Tracker] public partial class {{|GT0008:Child|}} : ITrackedChild {{ public required int Size {{ get; set; }} {Run} }}", "" },
        {
            $"[Tracker] public partial class Child : ITrackedChild {{ public {{|GT0008:Child|}}(string key, [Injected] object service) {{ }} public "
                + $"Child(string key) {{ }} {Run} }}",
            ""
        },
        {
            $"[Tracker] public partial class Child : ITrackedChild {{ public {{|GT0008:Child|}}(System.Func<string, Child?> make) {{ }} public Child() {{ }} "
                + $"{Run} }}",
            ""
        },
        { $"[Tracker] public partial class Child : ITrackedChild {{ private class P; internal Child(P {{|GT0008:p|}}) {{ }} {Run} }}", "CS0051" },

        // GT0013
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial int A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr(Striped = true, {|GT0013:Index = true|})] public partial long A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unique = true|})] public partial System.TimeSpan A { get; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial int[]? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial object? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial dynamic? A { get; set; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unique = true|})] public partial System.Memory<int>? A { get; set; } }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial (int, object) A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Unique = true|})] public partial int A { get; set; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Default = \"x\", {|GT0013:Unique = true|})] public partial string A { get; set; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|}, Unique = true)] public partial string? A { get; set; } }",
            ""
        },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] private partial string? A { get; set; } }", "" },
        { "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Index = true|})] public partial string? A { private get; set; } }", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr({|GT0013:Comparison = System.StringComparison.Ordinal|})] public partial string? A { get; "
                + "set; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Index = true, {|GT0013:Comparison = System.StringComparison.Ordinal|})] public partial int A "
                + "{ get; set; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr(Index = true, {|GT0013:Comparison = System.StringComparison.InvariantCulture|})] public "
                + "partial string? A { get; set; } }",
            ""
        },

        // GT0014
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public int {{|GT0014:A|}} {{ get; }} }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public int {{|GT0014:A|}} {{ get; private init; }} }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public int {{|GT0014:A|}} {{ init {{ }} }} }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public long {{|GT0014:A|}} {{ get; init; }} }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs(string {{|GT0014:A|}});", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public static int {{|GT0014:A|}} {{ get; set; }} }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public readonly int {{|GT0014:A|}}; }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public int {{|GT0014:A|}}() => 5; }}", "" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public partial int {{|GT0014:A|}} {{ get; init; }} }}", "CS9248" },
        { $"{Counted} public readonly partial record struct ChildAttrs {{ public required int {{|GT0014:B|}} {{ get; init; }} }}", "" },
        {
            "[Tracker] public partial class Child { [TrackedAttr] internal partial System.Collections.Generic.List<string?>? A { get; set; } } public "
                + "readonly partial record struct ChildAttrs { internal System.Collections.Generic.List<string>? {|GT0014:A|} { get; init; } }",
            ""
        },
        {
            "[Tracker] public partial class Child { [TrackedAttr] public partial string?[] A { get; set; } } public readonly partial record struct "
                + "ChildAttrs { public string[] {|GT0014:A|} { get; init; } }",
            ""
        },
        { "[Tracker] public partial class Child; public partial class {|GT0014:ChildTracker|}(int number) { public int Number => number; }", "CS7036" },
        {
            "[Tracker] public partial class Child; public partial class {|GT0014:ChildTracker|}(TrackerOptions? options, System.IServiceProvider? services, "
                + "Microsoft.Extensions.Logging.ILoggerFactory? logs) : Tracker<string, Child>(\"x\", options, services, logs, null, default);",
            ""
        },
        { "public class Base; [Tracker] public partial class Child; public partial class {|GT0014:ChildTracker|} : Base;", "" },
        { $"{Counted} [{Explicit}] public readonly partial record struct {{|GT0014:ChildAttrs|}};", "" },
        { "[Tracker] public partial class Child { public partial int {|GT0014:Key|} { get; } }", "CS9248" },
        { "[Tracker] public partial class Child { public partial string {|GT0014:Key|} { get; set; } }", "CS9248" },
        { "[Tracker] public partial class Child { public static partial long {|GT0014:Incarnation|} { get; } }", "CS9248" },
        { "[Tracker] public partial class Child { public partial ref readonly long {|GT0014:Incarnation|} { get; } }", "CS9248" },
        { "[Tracker] public partial class Child { public partial System.Threading.Tasks.Task<int> {|GT0014:Completion|} { get; } }", "CS9248" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_declaration_is_reported_at_its_place(string marked, string compilerErrors)
    {
        Markup markup = Markup.Parse("using GenTracker;\n#pragma warning disable CS9113\n" + marked);
        Generation generation = Generation.WithDiagnostics(
            markup.Source, [.. markup.Expected.Select(static expected => expected.Id), .. compilerErrors.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(
            markup.Expected.Select(static expected => expected.ToString()).Order(StringComparer.Ordinal),
            generation.Reported.Select(static diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan).ToString()).Order(StringComparer.Ordinal));
        Assert.All(generation.Reported, diagnostic => Assert.Same(generation.Input.SyntaxTrees[0], diagnostic.Location.SourceTree));
        AssertAnalyzersAgree(generation);
    }

    [Fact]
    public void Every_message_says_what_is_wrong_and_what_to_do()
    {
        StringBuilder messages = new();
        foreach (object[] row in Wrong)
        {
            string marked = (string)row[0];
            Markup markup = Markup.Parse("using GenTracker;\n" + marked);
            CSharpCompilation compilation = TestCompilation.Create(markup.Source);
            CSharpGeneratorDriver.Create([new TrackerGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
                .RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> reported);
            messages.Append("// ").Append(marked).Append('\n');
            foreach (Diagnostic diagnostic in reported.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
            {
                messages.Append(diagnostic.Id).Append(": ").Append(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
            }

            messages.Append('\n');
        }

        Snapshot.Match(messages.ToString(), "Snapshots/Messages.verified.txt");
    }

    [Theory]
    [InlineData("[TrackedAttr] public int {|GT0003:A|} { get => 1; set { } }", "")]
    [InlineData("[TrackedAttr] public partial int {|GT0003:A|} { get; }", "CS0751 CS9248")]
    [InlineData("[Tracker] public partial class {|GT0004:Child|} { [TrackedAttr] public partial int A { get; } }", "CS9282 CS9248")]
    public void An_extension_block_holds_nothing(string member, string compilerErrors)
    {
        Markup markup = Markup.Parse($"using GenTracker; public static partial class Texts {{ extension(string text) {{ {member} }} }}");
        CSharpCompilation compilation = TestCompilation.Create(new CSharpParseOptions(LanguageVersion.Preview), ("A.cs", markup.Source));
        bool isFound = markup.Expected[0].Id == "GT0003";
        string[] errors = compilerErrors.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // The generator cannot find a type that C# does not allow, and its own error tells why.
        Generation generation = Generation.From(compilation, isFound ? [markup.Expected[0].Id, .. errors] : errors);

        Assert.Empty(generation.Files);
        INamedTypeSymbol block = Assert.Single(compilation.GetTypeByMetadataName("Texts")!.GetTypeMembers());
        ImmutableArray<DiagnosticInfo> found = isFound
            ? TrackerDeclaration.Check(Assert.Single(block.GetMembers().OfType<IPropertySymbol>()))
            : TrackerDeclaration.Check(Assert.Single(block.GetTypeMembers()), compilation, default);
        Assert.Equal(markup.Expected[0].ToString(), Assert.Single(found.Select(static info => (info.Descriptor.Id, info.Location.SourceSpan).ToString())));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12, "12.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    public void A_language_version_that_is_too_old_is_reported_and_nothing_is_generated(LanguageVersion version, string versionText)
    {
        CSharpCompilation compilation = TestCompilation.Create(
            new CSharpParseOptions(version), ("A.cs", "using GenTracker; namespace N { [Tracker] public partial class Child { } }"));
        Generation generation = Generation.From(compilation, ["GT0010"]);

        Assert.Empty(generation.Files);
        Assert.Contains(
            versionText, Assert.Single(generation.Reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        AssertAnalyzersAgree(generation);
    }

    [Fact]
    public void A_wrong_class_does_not_affect_others() => Assert.Equal(
        ["Bad.tracker.g.cs", "Good.tracker.g.cs"],
        Generation.WithDiagnostics(
            """
            using GenTracker;
            [Tracker] public partial class Worst<T>;
            [Tracker] public partial class Bad { [TrackedAttr] public static int A { get; } [TrackedAttr] public partial int B { get; } }
            [Tracker] public partial class Good { [TrackedAttr] public partial int A { get; } }
            """,
            "GT0002", "GT0004").Files.Keys);

    [Fact]
    public void A_class_whose_constructor_cannot_open_has_its_tracker_with_factories() => Assert.Equal(
        2,
        Generation.WithDiagnostics($"using GenTracker; [Tracker] public partial class Child : ITrackedChild {{ private Child() {{ }} {Run} }}", "GT0008")
            .Output.GetTypeByMetadataName("ChildTracker")!.GetMembers("FindOrOpenAsync").Length);

    [Fact]
    public void A_class_with_the_attribute_on_two_parts_is_reported_once() =>
        Generation.WithDiagnostics("using GenTracker; [Tracker] public partial class Child; [Tracker] public partial class Child;", "CS0579", "GT0004");

    [Fact]
    public void A_type_that_does_not_exist_is_the_compilers_to_tell() => Assert.All(
        Generation.From(
            TestCompilation.Create(
                "using GenTracker; [Tracker] public partial class Child { [TrackedAttr] public partial Missing? A { get; set; } [TrackedAttr] public partial "
                    + "int B { get; } }"),
            [.. Enumerable.Repeat("CS0246", 12)]).Reported,
        static diagnostic => Assert.Fail(diagnostic.ToString()));

    [Fact]
    public void A_taken_member_is_left_out_and_the_others_are_generated()
    {
        Generation generation = Generation.WithDiagnostics(
            "using GenTracker; [Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public bool TryIncrementA(long delta, out "
                + "long value) { value = 5; return true; } }",
            "GT0007");
        INamedTypeSymbol child = generation.Output.GetTypeByMetadataName("Child")!;

        Assert.Single(child.GetMembers("TryIncrementA"));
        Assert.Single(child.GetMembers("IncrementA"));
        Assert.Empty(generation.Output.GetTypeByMetadataName("ChildTracker")!.GetMembers("TryIncrementA"));
    }

    [Fact]
    public void A_method_of_the_same_name_with_other_parameters_takes_nothing() =>
        Generation.From(
            "using GenTracker; [Tracker] public partial class Child { [TrackedAttr] public partial long A { get; } public long IncrementA(string delta) => "
                + "IncrementA(delta.Length); }");

    [Fact]
    public void A_pragma_is_obeyed() => Assert.True(Assert.Single(Generation.From("""
        using GenTracker;
        #pragma warning disable GT0003
        public class NoChild { [TrackedAttr] public int A { get; set; } }
        """).Reported).IsSuppressed);

    [Fact]
    public void Every_rule_has_a_page_a_title_and_a_test()
    {
        HashSet<string> tested = [.. Wrong.SelectMany(static row => Markup.Parse((string)row[0]).Expected).Select(static expected => expected.Id), "GT0010"];

        Assert.All(DiagnosticDescriptors.Declarations, rule =>
        {
            Assert.EndsWith($"/docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
            Assert.Equal(DiagnosticSeverity.Error, rule.DefaultSeverity);
            Assert.Contains(rule.Id, tested);
        });
        Assert.Equal(DiagnosticDescriptors.Declarations.Length, DiagnosticDescriptors.Declarations.Select(static rule => rule.Id).Distinct().Count());
    }

    /// <summary>
    /// What the analyzers ask, of the program with what was generated, must give diagnostics that are equal to the generator's: then the
    /// compiler prints each once.
    /// </summary>
    private static void AssertAnalyzersAgree(Generation generation)
    {
        List<Diagnostic> found = [];
        foreach (INamedTypeSymbol type in AllTypes(generation.Output.Assembly.GlobalNamespace))
        {
            found.AddRange(TrackerDeclaration.Check(type, generation.Output, CancellationToken.None).Select(problem => problem.ToDiagnostic()));
            found.AddRange(
                type.GetMembers().OfType<IPropertySymbol>().SelectMany(static property => TrackerDeclaration.Check(property))
                    .Select(problem => problem.ToDiagnostic()));
        }

        Assert.Equal(generation.Reported.Length, found.Count);
        Assert.All(generation.Reported, diagnostic => Assert.Contains(diagnostic, found));
    }

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => member is INamedTypeSymbol type ? AllTypes(type).Prepend(type) : AllTypes(member));
}
