using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>
/// No code of the user can take over a call or a name in generated code: nothing is called by extension syntax, and each name begins with
/// <c>global::</c>, another alias, <c>base</c> or <c>this</c>, or belongs to the generated file itself.
/// </summary>
public class CallTakeoverTests
{
    /// <summary>All kinds of members that are ever written.</summary>
    private const string AllKinds = """
        using System;
        using GenTracker;
        using Microsoft.Extensions.Logging;
        namespace Acme.Rooms;

        public enum Shade { Light, Dark }

        [Tracker<Guid>(Name = "all")]
        public partial class All(Guid key, string text, [Injected] ILogger<All> log, [Injected] IFormatProvider provider, Shade shade = Shade.Dark, params int[] more)
            : ITrackedChild
        {
            public string Told => log + text + provider + key + shade + more;
            [TrackedAttr] public partial long Long { get; }
            [TrackedAttr(Survives = true)] public partial ulong Unsigned { get; }
            [TrackedAttr(Striped = true)] public partial long Striped { get; }
            [TrackedAttr] public partial nint Native { get; }
            [TrackedAttr] public partial nuint NativeUnsigned { get; }
            [TrackedAttr] public partial int Word { get; }
            [TrackedAttr] public partial Half Half { get; set; }
            [TrackedAttr] public partial decimal Decimal { get; }
            [TrackedAttr] public partial Int128 Wide { get; set; }
            [TrackedAttr] public partial TimeSpan Busy { get; }
            [TrackedAttr(Survives = true)] public partial TimeSpan Limit { get; set; }
            [TrackedAttr(Default = "a")] public partial string Text { get; set; }
            [TrackedAttr(DefaultFrom = nameof(Start))] public partial dynamic Any { get; set; }
            [TrackedAttr(Default = Shade.Dark)] public partial Shade Shade { get; private set; }
            [TrackedAttr, System.Diagnostics.CodeAnalysis.AllowNull] public partial string NeverNull { get; set; }
            private static object Start() => "";
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
        }

        [Tracker]
        public partial class Plain : ITrackedChild
        {
            [TrackedAttr] public partial long Long { get; }
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => System.Threading.Tasks.Task.CompletedTask;
        }

        public partial class Outer<TItem>
        {
            [Tracker] public partial class Nested { [TrackedAttr] public partial TItem Item { get; set; } }
        }
        """;

    /// <summary>Extension methods of every name that generated code calls, on every type, nearer than any other.</summary>
    private const string Takeovers = """
        #pragma warning disable
        namespace Acme.Rooms
        {
            internal class var { }
            internal class Task { }
            internal class ValueTask { }
            internal class Func { }
            internal class SlotArithmetic { }
            internal static class Takeover
            {
                public static bool TryAdd<TSlot, T>(this ref TSlot slot, T delta, out T value) where TSlot : struct => throw null!;
                public static bool TrySubtract<TSlot, T>(this ref TSlot slot, T delta, out T value) where TSlot : struct => throw null!;
                public static bool TryRaise<TSlot, T>(this ref TSlot slot, T delta, out T value) where TSlot : struct => throw null!;
                public static bool TryGiveBack<TSlot, T>(this ref TSlot slot, T delta) where TSlot : struct => throw null!;
                public static GenTracker.Slots.SlotResult TryAddUpTo<TSlot, T>(this ref TSlot slot, T max, T delta, out T value) where TSlot : struct => throw null!;
                public static GenTracker.Slots.SlotResult TrySubtractDownTo<TSlot, T>(this ref TSlot slot, T min, T delta, out T value) where TSlot : struct => throw null!;
                public static void NotifyWrite(this object any) { }
                public static object Create(this object any) => throw null!;
                public static object Get<T>(this object any) => throw null!;
            }

            public partial class AllTracker
            {
                public string Find(object key) => "taken over";
                public string FindOrOpenCoreAsync(object key, object spec, object options, object token) => "taken over";
                public string OpenCoreAsync(object key, object spec, object options, object token) => "taken over";
                public string ReopenCoreAsync(object key, object spec, object options, object token) => "taken over";
                public System.Exception NotFound(object key) => throw null!;
                public static int NeedsScope;
                public static int Create() => 1;
            }
        }
        """;

    [Fact]
    public void No_name_in_generated_code_can_mean_something_of_the_user()
    {
        Generation generation = Generation.From(AllKinds, Takeovers);

        List<string> calls = [];
        foreach (SyntaxTree tree in generation.Output.SyntaxTrees.Except(generation.Input.SyntaxTrees))
        {
            SemanticModel model = generation.Output.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (IsQualified(name)) continue;
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                bool isOwn = symbol switch
                {
                    IParameterSymbol or ILocalSymbol or ITypeParameterSymbol or IDiscardSymbol or INamespaceSymbol => true,
                    INamedTypeSymbol { IsNativeIntegerType: true } or IDynamicTypeSymbol => true,
                    IMethodSymbol { MethodKind: MethodKind.ReducedExtension or MethodKind.Ordinary } => false,
                    _ => symbol?.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == tree) == true,
                };
                Assert.True(isOwn, $"{name.Parent} uses the name {name}, which is {symbol?.ToDisplayString() ?? "nothing"}");
            }

            foreach (InvocationExpressionSyntax call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                IMethodSymbol method = Assert.IsType<IMethodSymbol>(model.GetSymbolInfo(call).Symbol, exactMatch: false);
                Assert.True(method.ReducedFrom is null, $"{call} uses extension syntax");
                Assert.True(method.ContainingAssembly.Name != "Tested" || IsIntended(call, method), $"{call} calls {method.ToDisplayString()}");
                calls.Add(method.Name);
            }
        }

        // The scan must have seen what could be taken over.
        Assert.Superset(
            new HashSet<string>(["TryAdd", "TrySubtract", "TryRaise", "TryGiveBack", "TryAddUpTo", "TrySubtractDownTo", "Find", "FindBySpan",
                "FindOrOpenCoreAsync", "OpenCoreAsync", "ReopenCoreAsync", "NotFound", "FromFactory", "GetLogger", "NotifyWrite", "TryIncrementLong"]),
            calls.ToHashSet());
    }

    /// <summary>Whether something stands before the name that decides where it is looked up.</summary>
    private static bool IsQualified(SimpleNameSyntax name) => name.Parent switch
    {
        AliasQualifiedNameSyntax => true,
        QualifiedNameSyntax qualified =>
            qualified.Right == name || qualified.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.Contains(name) == true,
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedCrefSyntax => true,
        NameMemberCrefSyntax { Parent: QualifiedCrefSyntax } => true,
        NameColonSyntax or NameEqualsSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        BaseNamespaceDeclarationSyntax => true,
        _ => name.Ancestors().Any(static ancestor => ancestor is XmlNameAttributeSyntax),
    };

    /// <summary>Whether the user has named the method in an option, or it is the generated one that is meant.</summary>
    private static bool IsIntended(InvocationExpressionSyntax call, IMethodSymbol method) =>
        call.ToString() == "global::Acme.Rooms.All.Start()" || method.Name == "ReadAttrs"
            || method.Name.StartsWith("TryIncrement", System.StringComparison.Ordinal);
}
