using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>
/// The compiler finds nothing in generated code, whatever the user's declaration mentions. The user's own code is warned: each source here disables the
/// warnings of its own lines.
/// </summary>
public class SilenceTests
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        """;

    private const string Declared = """
        namespace Acme.Parts
        {
            [Experimental("ACME001")] public class Codec { }
            [Obsolete("old", DiagnosticId = "ACME002")] public class OldCodec { }
            [Obsolete] public class PlainCodec { }
            [Obsolete("older", DiagnosticId = "ACME003", UrlFormat = "https://acme.example/{0}")] public struct OldSize { }
            [Experimental("ACME004")] public enum Mode { Off, On }
            public enum Kind { New, [Obsolete("old", DiagnosticId = "ACME002")] Old, [Experimental("ACME001")] Future }
            public class Base { [Obsolete("old", DiagnosticId = "ACME002")] public Base() { } }
        }
        """;

    public static TheoryData<string> Declarations =>
    [
        // What is obsolete or experimental: types of parameters, attributes, keys and services, constructors, members of enums, base classes.
        "[Tracker] public sealed partial class A(Codec c) : Child { [TrackedAttr] public partial OldCodec? O { get; set; } public int X => c.GetHashCode(); }",
        "[Tracker] public sealed partial class A(OldCodec[] c, PlainCodec? p = null, OldSize s = default) : Child { public object X => (c, p, s); }",
        "[Tracker] public sealed partial class A([Injected] Codec c, [FromKeyedServices(Mode.On)] OldCodec d) : Child { public object X => (c, d); }",
        "[Tracker] public sealed partial class A(Mode m = Mode.On, Kind k = Kind.Old, Kind f = Kind.Future) : Child { public object X => (m, k, f); }",
        "[Tracker<Mode>] public sealed partial class A(Mode key) : Child { public object X => key; }",
        "[Tracker<List<OldCodec>>] public sealed partial class A : Child { }",
        "[Tracker<(Codec, OldSize)[]>] public sealed partial class A : Child { }",
        "[Tracker] public partial class A : Base { }",
        "[Tracker] public partial class A : List<Codec> { }",
        "[Tracker] public partial class A { [TrackedAttr] public partial Dictionary<Codec, OldCodec>? D { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr] public partial OldSize D { get; private set; } }",
        "[Tracker] public partial class A { [TrackedAttr(Default = Mode.On)] public partial Mode D { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr(Default = Kind.Old)] public partial Kind D { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr(DefaultFrom = nameof(F))] "
            + "public partial Codec D { get; set; } [Obsolete] static Codec F() => new(); }",
        "[Tracker] public partial class A { [TrackedAttr(DefaultFrom = nameof(F)), Experimental(\"ACME001\")] "
            + "public partial long D { get; } static long F => 1; }",
        "[Tracker, Obsolete] public partial class A : Child { }",
        "[Tracker, Obsolete(\"old\", DiagnosticId = \"ACME002\")] public partial class A : Child { [TrackedAttr] public partial long N { get; } }",
        "[Tracker, Experimental(\"ACME001\")] public partial class A : Child { [TrackedAttr] public partial long N { get; } }",
        "[Obsolete(\"gone\", true)] public partial class Outer { [Tracker] public partial class A : Child { [TrackedAttr] public partial long N { get; } } }",
        "[Experimental(\"ACME001\")] public partial class Outer { [Tracker] public partial class A : Child { [TrackedAttr] public partial long N { get; } } }",
        "[Tracker] public partial class A : Child { [Obsolete] public A() { } [Experimental(\"ACME001\")] public A(int a) { } }",
        "[Tracker] public partial class A { [TrackedAttr, Obsolete(\"x\")] public partial long N { get; } "
            + "[TrackedAttr, Experimental(\"ACME001\")] public partial int M { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr] public partial int N { [Obsolete] get; [Obsolete(\"x\", DiagnosticId = \"ACME002\")] set; } }",

        "[Tracker] public partial class A { [TrackedAttr(Index = true), Obsolete(\"x\", true)] public partial Gone G { get; set; } } "
            + "[Obsolete(\"x\", true)] public enum Gone { }",

        // What callers may pass and get.
        "[Tracker] public partial class A { string? _c = \"\"; [TrackedAttr, NotNull] "
            + "public partial string? T { get; set; } public int L => _c?.Length ?? 0; }",
        "[Tracker] public partial class A { string? _c = \"\"; [TrackedAttr(Default = \"\")] "
            + "public partial string T { get; [MemberNotNull(nameof(_c))] set; } public int L => _c?.Length ?? 0; }",
        "[Tracker] public partial class A { string? _c = \"\"; [TrackedAttr] public partial bool T { "
            + "[MemberNotNullWhen(true, nameof(_c))] get; set; } public int L => _c?.Length ?? 0; }",
        "[Tracker] public partial class A { [TrackedAttr(Default = \"\"), AllowNull] public partial string T { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr(Default = \"\"), MaybeNull] public partial string T { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr, DisallowNull] public partial string? T { get; set; } }",
        "[Tracker] public partial class A { [TrackedAttr, AllowNull, NotNull] public partial List<string?>? T { get; set; } }",
        "[Tracker] public partial class A([AllowNull] string a, [DisallowNull] string? b, "
            + "[NotNull] object? c, [MaybeNull] string d) : Child { public object? X => (a, b, c ??= 1, d); }",

        // What other languages cannot use.
        "[Tracker] public sealed partial class A { [TrackedAttr] public partial long X { get; } }",
        "[Tracker<uint>] public sealed partial class A(ulong u, sbyte[] s) : Child { "
            + "[TrackedAttr] public partial ushort X { get; set; } public object Y => (u, s); }",
        "[Tracker] public sealed partial class @a { [TrackedAttr] public partial long _x { get; } [TrackedAttr] public partial long _X { get; } }",
        "[Tracker, CLSCompliant(false)] public sealed partial class A { [TrackedAttr, CLSCompliant(false)] public partial ulong X { get; } }",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void The_compiler_finds_nothing_in_generated_code(string declaration)
    {
        ImmutableArray<Diagnostic> found = Compile(declaration);

        Assert.True(found.IsEmpty, string.Join('\n', found));
    }

    /// <summary>A project that declares its public API declares the generated part of it too.</summary>
    [Fact]
    public void The_analyzers_of_a_public_api_see_the_generated_members() =>
        Assert.Contains("#pragma warning restore RS0016, RS0036, RS0051, RS0055 //", Generation.From(Sources.LiveStream).File, System.StringComparison.Ordinal);

    /// <summary>Compiles a declaration, and code that uses it, with the generated file as a user sees it, and returns the errors and warnings.</summary>
    internal static ImmutableArray<Diagnostic> CompileWithUse(string declaration, string use, out Compilation output)
    {
        CSharpCompilation input = TestCompilation.Create(declaration, use);
        Generation.CreateDriver(input).RunGeneratorsAndUpdateCompilation(input, out output, out ImmutableArray<Diagnostic> reported);
        return [.. output.GetDiagnostics().Where(static found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591"), .. reported];
    }

    private static ImmutableArray<Diagnostic> Compile(string declaration) => CompileWithUse(
        $$"""
        {{Usings}}
        [assembly: CLSCompliant(true)]
        #pragma warning disable
        {{Declared}}
        namespace Acme.Users
        {
            using Acme.Parts;

            public abstract class Child : ITrackedChild { public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
            {{declaration}}
        }
        """,
        "",
        out _);
}
