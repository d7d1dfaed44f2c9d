using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A disposable that is made in place as an argument of <c>FindOrOpenAsync</c>.</summary>
internal static class DisposableArgument
{
    /// <summary>Finds such arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>What is made, for each of them.</returns>
    public static IEnumerable<IObjectCreationOperation> FindIn(IInvocationOperation call, KnownSymbols known) => known.IsTrackerMethod(call.TargetMethod, "FindOrOpenAsync")
        ? call.Arguments.Where(static argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Ordinal > 0)
            .Select(static argument => Made(argument.Value.Bare()))
            .OfType<IObjectCreationOperation>()
            .Where(static made => NeedsItsEnd(made.Type!))
        : [];

    /// <summary>What is made there, or in a local that serves for nothing else.</summary>
    private static IOperation? Made(IOperation value) =>
        value is ILocalReferenceOperation local && local.Local.UsesIn(local.Body()).Count() == 1 && !local.Local.IsUsing ? local.InitialValue()?.Bare() : value;

    /// <summary>Whether something is lost when nobody disposes it; some types are disposable by inheritance only.</summary>
    private static bool NeedsItsEnd(ITypeSymbol type) =>
        type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_IDisposable || face.Is("System", "IAsyncDisposable"))
        && !type.Is("System.IO", "MemoryStream")
        && !type.Is("System.IO", "StringReader")
        && !type.Is("System.IO", "StringWriter");
}
