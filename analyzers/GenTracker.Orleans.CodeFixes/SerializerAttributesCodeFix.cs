using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>
/// GT3006: marks the type <c>[GenerateSerializer]</c> and its members <c>[Id]</c>, in their order, and so its base classes and the types of its members.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SerializerAttributesCodeFix))]
[Shared]
public sealed class SerializerAttributesCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.NoCodec.Id];

    private protected override string Title => "Give the type a serializer";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        ITypeSymbol? carried = target.Model.GetDeclaredSymbol(target.Node, cancellationToken) switch
        {
            IParameterSymbol parameter => parameter.Type,
            IPropertySymbol property => property.Type,
            IMethodSymbol method => CallResult.Of(method).Type,
            _ => null,
        };
        if (carried is null) return false;

        Edits edits = new();
        Codecs codecs = new(target.Model.Compilation);
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<MissingCodec> next = new(codecs.FindMissing(carried));
        while (next.Count > 0)
        {
            MissingCodec missing = next.Dequeue();
            if (!missing.IsMarkable) return false;
            if (!seen.Add(missing.Type.OriginalDefinition)) continue;
            if (SerializedType.Read(missing.Type.OriginalDefinition, target.Model.Compilation, cancellationToken) is not { } serialized) return false;
            serialized.AddTo(edits);
            foreach (MissingCodec inner in serialized.Members.SelectMany(codecs.FindMissing)) next.Enqueue(inner);
            if (serialized.Base is not { } ancestor) continue;

            // Orleans writes what a base class holds only if that has a codec too, whether it is abstract or not.
            if (codecs.LacksCodec(ancestor)) next.Enqueue(new(ancestor, IsMarkable: true, Remedy: ""));
            else if (!ancestor.HasSerializer()) return false;
        }

        return await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }
}
