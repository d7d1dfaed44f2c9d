using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A disposable that is created in place as an argument of <c>FindOrOpenAsync</c>.</summary>
internal static class DisposableArgument
{
    /// <summary>Finds such arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>What is created, for each of them.</returns>
    public static IEnumerable<IObjectCreationOperation> FindIn(IInvocationOperation call, KnownSymbols known) => known.IsTrackerMethod(call.TargetMethod, "FindOrOpenAsync")
        ? call.Arguments.Where(static argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Ordinal > 0)
            .Select(static argument => GetCreatedObject(argument.Value.UnwrapConversions()))
            .OfType<IObjectCreationOperation>()
            .Where(static created => NeedsDisposal(created.Type!))
        : [];

    /// <summary>What is created there, or in a local that serves for nothing else.</summary>
    private static IOperation? GetCreatedObject(IOperation value) =>
        value is ILocalReferenceOperation local && local.Local.FindUses(local.RootOperation()).Count() == 1 && !local.Local.IsUsing ? local.GetInitialValue()?.UnwrapConversions() : value;

    /// <summary>Whether something is lost when nobody disposes it; some types are disposable by inheritance only.</summary>
    private static bool NeedsDisposal(ITypeSymbol type) =>
        type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_IDisposable || face.Is("System", "IAsyncDisposable"))
        && !type.Is("System.IO", "MemoryStream")
        && !type.Is("System.IO", "StringReader")
        && !type.Is("System.IO", "StringWriter");
}
