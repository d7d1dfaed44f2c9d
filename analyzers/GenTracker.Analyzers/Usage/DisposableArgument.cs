using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A new disposable that is an argument of <c>FindOrOpenAsync</c>.</summary>
internal static class DisposableArgument
{
    /// <summary>Finds the creations of such arguments.</summary>
    public static IEnumerable<IObjectCreationOperation> FindIn(IInvocationOperation call, KnownSymbols known) =>
        known.IsTrackerMethod(call.TargetMethod, "FindOrOpenAsync")
        ? call.Arguments.Where(static argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Ordinal > 0)
            .Select(static argument => GetCreatedObject(argument.Value.UnwrapConversions()))
            .OfType<IObjectCreationOperation>()
            .Where(static created => NeedsDisposal(created.Type!))
        : [];

    /// <summary>The creation: in place, or in a local that is not used otherwise.</summary>
    private static IOperation? GetCreatedObject(IOperation value) =>
        value is ILocalReferenceOperation local && local.Local.FindUses(local.RootOperation()).Count() == 1 && !local.Local.IsUsing
            ? local.GetInitialValue()?.UnwrapConversions()
            : value;

    /// <summary>Whether the object must be disposed. Some types only inherit <c>IDisposable</c> and hold nothing.</summary>
    private static bool NeedsDisposal(ITypeSymbol type) =>
        type.AllInterfaces.Any(static candidate => candidate.SpecialType == SpecialType.System_IDisposable || candidate.Is("System", "IAsyncDisposable"))
        && !type.Is("System.IO", "MemoryStream")
        && !type.Is("System.IO", "StringReader")
        && !type.Is("System.IO", "StringWriter");
}
